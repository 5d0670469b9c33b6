/** Following a hint: two tickets become one by an agent's hand, and two again. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { joinTicket, unjoinTicket } from "#contract/joins.ts";
import { readLedger } from "#contract/ledger.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { search } from "#contract/search.ts";
import {
  listTickets,
  readTicket,
  restoreTicket,
  type Ticket,
  updateTicket,
} from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { saveDraft } from "#contract/drafts.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { mailFrom } from "./test/mail.ts";

let acme: TestDesk;
beforeAll(async () => {
  acme = await desk();
});

const eve = "eve@stranger.example";
const owner = () => acme.as(acme.owner);

/** A ticket, and a stranger's mail that points to it. */
async function pointed(change = {}) {
  const old = await acme.ticket();
  const hints = [{ ticketId: old.id, reason: "stranger" }];
  const mail = { from: { name: "Eve", address: eve }, text: "It is me again", hints, ...change };
  const { ticketNumber: number } = await mailFrom(acme, eve, null, mail);
  return { old, number, into: old.number };
}

async function close({ number }: Pick<Ticket, "number">) {
  const { items } = await owner().calls(listPipelines, {});
  const statusId = items[0]?.statuses.find(({ kind }) => kind === "closed")?.id ?? "";
  await owner().calls(updateTicket, { number, statusId });
}

const shownOf = async (number: number) => {
  const { updatedAt: _, ...ticket } = await acme.ticketNow(number);
  return { ...ticket, messages: await acme.messages(number) };
};

describe("a ticket that belongs to another one", () => {
  test("L6: goes there with all that was said; its number leads there, and its writer takes part", async () => {
    const { number, into } = await pointed();
    const joined = await owner().calls(joinTicket, { number, into });

    expect(joined).toMatchObject({ number: into, preview: "It is me again", unread: true });
    expect(joined.joined).toMatchObject([{ number }]);
    expect(joined.participants.map(({ address }) => address)).toContain(eve);
    expect(await acme.messages(into)).toHaveLength(2);
    expect((await acme.ticketNow(number)).number).toBe(into);
    const listed = (await owner().calls(listTickets, { limit: 100 })).items;
    expect(listed.map((one) => one.number)).not.toContain(number);
    const { items } = await owner().calls(listActivity, { number: into, limit: 10 });
    const step = items.find(({ what }) => what === "merged");
    expect(step).toMatchObject({ from: String(number), cause: "by_hand" });
  });

  test("L3: is what it was when that is taken back, and so is the other one", async () => {
    const { old, number, into } = await pointed();
    await close(old);
    const before = [await shownOf(number), await shownOf(into)];

    await owner().calls(joinTicket, { number, into });
    expect(await acme.ticketNow(into)).toMatchObject({ open: true });
    await owner().calls(unjoinTicket, { number });

    expect([await shownOf(number), await shownOf(into)]).toEqual(before);
  });

  test("keeps what came and was changed since, where it came", async () => {
    const { old, number, into } = await pointed();
    await owner().calls(joinTicket, { number, into });
    await owner().calls(updateTicket, { number: into, priority: "high" });
    await acme.customerWrites(old, "And it still burns");
    await owner().calls(unjoinTicket, { number });

    const texts = async (at: number) => (await acme.messages(at)).map(({ text }) => text);
    expect(await texts(number)).toEqual(["It is me again"]);
    expect(await texts(into)).toContain("And it still burns");
    expect(await acme.ticketNow(into)).toMatchObject({ priority: "high" });
  });

  test("takes the mail that still comes to it along", async () => {
    const { number, into } = await pointed();
    const { id } = await acme.ticketNow(number);
    await owner().calls(joinTicket, { number, into });
    await acme.customerWrites({ id }, "A late thought");
    expect((await acme.messages(into)).map(({ text }) => text)).toContain("A late thought");
  });

  test("takes drafts along, and leaves those that would cover another one", async () => {
    const { number, into } = await pointed();
    const draft = (at: number, html: string) => ({
      ...{ number: at, kind: "reply" as const, html, version: 0 },
      ...{ to: [], cc: [], bcc: [], attachmentIds: [] },
    });
    await acme.as(acme.ana).calls(saveDraft, draft(number, "<p>of the stranger</p>"));
    await owner().calls(saveDraft, draft(number, "<p>left behind</p>"));
    await owner().calls(saveDraft, draft(into, "<p>already here</p>"));
    await owner().calls(joinTicket, { number, into });
    const begins = async (who: typeof acme.ana) =>
      (await acme.as(who).calls(readTicket, { number: into })).draft?.preview;
    expect(await begins(acme.ana)).toBe("of the stranger");
    expect(await begins(acme.owner)).toBe("already here");
    await owner().calls(unjoinTicket, { number });
    expect((await acme.ticketNow(number)).draft?.preview).toBe("left behind");
  });

  test("is found by its words under the ticket that has them", async () => {
    const word = `w${randomUUID().slice(0, 8)}`;
    const { number, into } = await pointed({ text: `see ${word}` });
    const found = async () => {
      const { items } = await owner().calls(search, { q: word });
      return items.map((hit) => JSON.stringify(hit)).join("");
    };
    await owner().calls(joinTicket, { number, into });
    expect(await found()).toContain(`"number":${into}`);
    await owner().calls(unjoinTicket, { number });
    expect(await found()).toContain(`"number":${number}`);
  });

  test("of a machine does not wake a closed ticket", async () => {
    const { old, number, into } = await pointed({ automatic: true });
    await close(old);
    await owner().calls(joinTicket, { number, into });
    expect(await acme.ticketNow(into)).toMatchObject({ open: false });
  });

  test("is told to open screens: one ticket went, the other one has more", async () => {
    const { number, into } = await pointed();
    await owner().calls(joinTicket, { number, into });
    const told = (await acme.events()).filter(({ type }) => type === "ticket.merged").slice(-2);
    expect(told.map(({ ids }) => ids["ticketNumber"])).toEqual([number, into]);
  });
});

const all = { reach: "all", unassigned: true } as const;
const everything = { view: all, edit: all, delete: all };

describe("joining is refused", () => {
  test("without a hint, and to itself", async () => {
    const { number } = await pointed();
    const other = await acme.ticket();
    const refused = { refused: "hint_not_found" };
    expect(await owner().calls(joinTicket, { number, into: other.number })).toEqual(refused);
    expect(await owner().calls(joinTicket, { number, into: number })).toEqual(refused);
  });

  test("to who may not see one of the two, or not edit it", async () => {
    const { number, into } = await pointed();
    await owner().calls(updateTicket, { number: into, ownerType: "user", ownerId: acme.bo.id });
    const own = await acme.user("Own", {
      tickets: { ...everything, view: { reach: "own", unassigned: true } },
    });
    const ask = { number, into };
    expect(await acme.as(own).calls(joinTicket, ask)).toEqual({ refused: "ticket_not_found" });
    const reader = await acme.user("Reader", {
      tickets: { ...everything, edit: { reach: "none", unassigned: false } },
    });
    expect(await acme.as(reader).calls(joinTicket, ask)).toEqual({ refused: "edit_forbidden" });
    await owner().calls(joinTicket, ask);
    const back = (who: typeof own) => acme.as(who).calls(unjoinTicket, { number });
    expect(await back(own)).toEqual({ refused: "ticket_not_found" });
    expect(await back(reader)).toEqual({ refused: "edit_forbidden" });
  });

  test("twice; and what is not joined is not taken apart, nor fetched from the bin", async () => {
    const { number, into } = await pointed();
    const apart = () => owner().calls(unjoinTicket, { number });
    expect(await apart()).toEqual({ refused: "join_not_found" });
    await owner().calls(joinTicket, { number, into });
    const again = await owner().calls(joinTicket, { number, into });
    expect(again).toEqual({ refused: "ticket_not_found" });
    const binned = await owner().calls(restoreTicket, { number });
    expect(binned).toEqual({ refused: "ticket_not_found" });
    await apart();
    expect(await apart()).toEqual({ refused: "join_not_found" });
  });

  test("as a whole when one part cannot be written", async () => {
    const { number, into } = await pointed();
    const before = await shownOf(number);
    await acme.breaks("ticket_joins");
    expect(await owner().calls(joinTicket, { number, into })).toEqual({ crashed: true });
    await acme.mends();
    expect(await shownOf(number)).toEqual(before);
  });

  test("twice at a time: one of the two joins", async () => {
    const { number, into } = await pointed();
    const ask = () => owner().calls(joinTicket, { number, into });
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ refused }) => refused ?? "joined").toSorted()).toEqual([
      ...["joined", "ticket_not_found"],
    ]);
    expect(await acme.messages(into)).toHaveLength(2);
  });
});

test("L1: the ledger names the ticket in which a mail is now", async () => {
  const mailId = randomUUID();
  await rowsOf(
    `insert into mails (desk_id, id, via, raw, raw_hash, size, fate, received_at, envelope_to)
     values ($1, $2, 'smtp', 'x', 'x', 1, 'ticket_created', now(), '{}')`,
    [acme.id, mailId],
  );
  const { number, into } = await pointed({ mailId });
  await rowsOf("update mails set ticket_id = $2 where id = $1", [
    mailId,
    (await acme.ticketNow(number)).id,
  ]);
  const named = async () => (await owner().calls(readLedger, {})).items[0]?.ticketNumber;

  await owner().calls(joinTicket, { number, into });
  expect(await named()).toBe(into);
  await owner().calls(unjoinTicket, { number });
  expect(await named()).toBe(number);
});
