/** The timeline of a contact and a company: everything one may see, in one order, and no trace of the rest. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createContact, readContact, updateContact } from "#contract/contacts.ts";
import {
  addDealToTicket,
  createDeal,
  deleteDeal,
  removeDealFromTicket,
  updateDeal,
} from "#contract/deals.ts";
import { updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { replyToTicket } from "#contract/replies.ts";
import {
  readCompanyTimeline,
  readContactTimeline,
  readDealTimeline,
  type TimelineEntry,
} from "#contract/timeline.ts";
import { desk, type TestDesk } from "#testkit";

const own = { reach: "own", unassigned: false } as const;
const words = (entries: TimelineEntry[]) =>
  entries.map((entry) => {
    if (entry.kind === "ticket") return `ticket ${entry.ticketName}`;
    if (entry.kind === "message") return `${entry.messageKind} ${entry.by.name}: ${entry.preview}`;
    return `change ${entry.what} ${entry.property ?? ""} ${entry.to ?? ""}`.trim();
  });

async function written(acme: TestDesk) {
  const ticket = await acme.ticket({ subject: "Smoke", text: "It smokes." });
  const { number, newestMessageId: seenMessageId } = ticket;
  const ana = acme.as(acme.ana);
  await ana.calls(commentOnTicket, { number, html: "<p>Who knows him?</p>" });
  await ana.calls(replyToTicket, { number, id: randomUUID(), text: "Pull it.", seenMessageId });
  return { ticket, id: ticket.contact?.id ?? "", companyId: ticket.companyId ?? "" };
}

describe("the timeline of a contact", () => {
  test("S30: has its tickets, mails, comments and changes, newest first", async () => {
    const acme = await desk();
    const { id } = await written(acme);
    await acme.as(acme.ana).calls(updateContact, { id, jobTitle: "Baker" });

    const { items } = await acme.as(acme.ana).calls(readContactTimeline, { id });

    expect(words(items).toSorted()).toEqual([
      "change changed jobTitle Baker",
      "change created",
      "comment Ana: Who knows him?",
      "message Ana: Pull it.",
      "message Mara Rossi: It smokes.",
      "ticket Smoke",
    ]);
    const times = items.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("is read page by page, each entry once", async () => {
    const acme = await desk();
    const { id } = await written(acme);
    const ana = acme.as(acme.ana);
    const whole = (await ana.calls(readContactTimeline, { id })).items;

    const found: TimelineEntry[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const ask = { id, limit: 2, ...(cursor ? { cursor } : {}) };
      const page: { items: TimelineEntry[]; nextCursor: string | null } = await ana.calls(
        readContactTimeline,
        ask,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    }

    expect(found).toEqual(whole);
    const bad = { id, cursor: "bm9wZQ" };
    expect(await ana.calls(readContactTimeline, bad)).toEqual({ refused: "cursor_invalid" });
  });

  test("S7: shows no trace of tickets that the reader may not see, in no page and no count", async () => {
    const acme = await desk();
    const { id, companyId, ticket } = await written(acme);
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });

    const hers = await acme.as(cy).calls(readContactTimeline, { id, limit: 1 });
    const firms = await acme.as(cy).calls(readCompanyTimeline, { id: companyId });
    expect(words(hers.items)).toEqual(["change created"]);
    expect(hers.nextCursor).toBeNull();
    expect(words(firms.items)).toEqual(["change created"]);
    expect(await acme.as(cy).calls(readContact, { id })).toMatchObject({ openTickets: 0 });

    const { number } = ticket;
    await acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId: cy.id });
    const after = await acme.as(cy).calls(readContactTimeline, { id });
    expect(words(after.items)).toContain("comment Ana: Who knows him?");
  });

  test("of nobody, and of another desk's contact, is not there", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id, companyId } = await written(acme);
    const spy = rival.as(rival.owner);

    expect(await spy.calls(readContactTimeline, { id })).toEqual({ refused: "contact_not_found" });
    const firm = { id: companyId };
    expect(await spy.calls(readCompanyTimeline, firm)).toEqual({ refused: "company_not_found" });
  });
});

describe("the timeline of a company", () => {
  test("S30: has what was said on the tickets of the company, whoever wrote", async () => {
    const acme = await desk();
    const { companyId } = await written(acme);
    const from = { name: "Ugo", address: "ugo@fiatlux.example" };
    await acme.ticket({ from, subject: "Steam", text: "It steams." });
    await acme.as(acme.ana).calls(createContact, { name: "X", emails: ["x@other.example"] });

    const { items } = await acme.as(acme.ana).calls(readCompanyTimeline, { id: companyId });

    const said = words(items);
    expect(said).toContain("message Ugo: It steams.");
    expect(said).toContain("message Mara Rossi: It smokes.");
    expect(items).toHaveLength(7);
  });

  test("refuses a cursor that is not its own", async () => {
    const acme = await desk();
    const { companyId: id } = await written(acme);
    const ask = { id, cursor: "bm9wZQ" };
    const no = { refused: "cursor_invalid" };
    expect(await acme.as(acme.ana).calls(readCompanyTimeline, ask)).toEqual(no);
  });
});

describe("the timeline of a deal", () => {
  test("S30: has its tickets, mails, comments and changes, in one order and page by page", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { ticket } = await written(acme);
    await acme.ticket({ subject: "Of nobody's concern" });
    const { id } = await ana.calls(createDeal, { name: "Two grinders" });
    await ana.calls(addDealToTicket, { id, number: ticket.number });

    const { items } = await ana.calls(readDealTimeline, { id });

    expect(words(items).toSorted()).toEqual([
      "change created",
      `change ticket_added  ${ticket.number}`,
      "comment Ana: Who knows him?",
      "message Ana: Pull it.",
      "message Mara Rossi: It smokes.",
      "ticket Smoke",
    ]);
    const first = await ana.calls(readDealTimeline, { id, limit: 4 });
    const rest = await ana.calls(readDealTimeline, { id, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items]).toEqual(items);
  });

  test("S7: shows no trace of tickets that the reader may not see, not even their numbers", async () => {
    const acme = await desk();
    const { ticket } = await written(acme);
    const { number } = ticket;
    const { id } = await acme.as(acme.ana).calls(createDeal, { name: "Two grinders" });
    await acme.as(acme.ana).calls(addDealToTicket, { id, number });
    await acme.as(acme.ana).calls(removeDealFromTicket, { id, number });
    await acme.as(acme.ana).calls(addDealToTicket, { id, number });
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });

    const hers = await acme.as(cy).calls(readDealTimeline, { id });
    expect(words(hers.items).toSorted()).toEqual([
      "change created",
      "change ticket_added",
      "change ticket_added",
      "change ticket_removed",
    ]);

    await acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId: cy.id });
    const after = words((await acme.as(cy).calls(readDealTimeline, { id })).items);
    expect(after).toContain("comment Ana: Who knows him?");
    expect(after).toContain(`change ticket_added  ${number}`);
  });

  test("H3: has its changes, newest first, page by page", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createDeal, { name: "Two grinders" });
    await ana.calls(updateDeal, { id, stage: "won" });
    await ana.calls(updateDeal, { id, closeOn: "2026-12-24" });

    const first = await ana.calls(readDealTimeline, { id, limit: 2 });
    const rest = await ana.calls(readDealTimeline, { id, cursor: first.nextCursor ?? "" });

    expect(words([...first.items, ...rest.items])).toEqual([
      "change changed closeOn 2026-12-24",
      "change changed stage won",
      "change created",
    ]);
    const bad = { id, cursor: "bm9wZQ" };
    expect(await ana.calls(readDealTimeline, bad)).toEqual({ refused: "cursor_invalid" });
  });

  test("is not there where the deal is not: deleted, or of another desk", async () => {
    const acme = await desk();
    const rival = await desk();
    const { id } = await acme.as(acme.ana).calls(createDeal, { name: "Two grinders" });
    const gone = { refused: "deal_not_found" };
    expect(await rival.as(rival.owner).calls(readDealTimeline, { id })).toEqual(gone);
    await acme.as(acme.ana).calls(deleteDeal, { id });
    expect(await acme.as(acme.ana).calls(readDealTimeline, { id })).toEqual(gone);
  });
});
