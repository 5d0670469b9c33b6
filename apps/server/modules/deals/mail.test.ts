/** A mail from a company's or a deal's record: to one of its contacts, and on all their timelines. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  deleteCompany,
  deleteContact,
  updateContact,
} from "#contract/contacts.ts";
import { createDeal, deleteDeal, listDeals, readDeal, updateDeal } from "#contract/deals.ts";
import { writeFromCompany, writeFromDeal } from "#contract/record-mails.ts";
import { listTickets } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import {
  readCompanyTimeline,
  readContactTimeline,
  readDealTimeline,
  type TimelineEntry,
} from "#contract/timeline.ts";
import { desk, type TestDesk } from "#testkit";

/** Mara works at Fiat Lux, where two grinders may be sold to her; Ugo works elsewhere. */
async function withDeal() {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  const { id: companyId } = await ana.calls(createCompany, { name: "Fiat Lux" });
  const mara = { name: "Mara Rossi", emails: ["mara@gmail.com"], companyId };
  const { id: contactId } = await ana.calls(createContact, mara);
  const ugo = await ana.calls(createContact, { name: "Ugo", emails: ["ugo@gmail.com"] });
  const about = { name: "Two grinders", companyId, contactIds: [contactId] };
  const { id: dealId } = await ana.calls(createDeal, about);
  const letter = <Change extends object>(change: Change) => ({
    ...{ contactId, id: randomUUID(), subject: "Your offer", text: "Here it is." },
    ...change,
  });
  return { acme, ana, companyId, contactId, dealId, ugo: ugo.id, letter };
}

const tickets = async (acme: TestDesk) =>
  (await acme.as(acme.owner).calls(listTickets, {})).items.map(({ name }) => name);

const happened = (entries: TimelineEntry[]) =>
  entries.flatMap((entry) => {
    if (entry.kind === "ticket") return [`ticket ${entry.ticketName}`];
    return entry.kind === "message" ? [`${entry.messageKind} ${entry.preview}`] : [];
  });

describe("a mail from the record of a deal", () => {
  test("S12: opens a ticket marked as outbound, with the deal, its company and the contact, and leaves", async () => {
    const { acme, ana, companyId, contactId, dealId, letter } = await withDeal();

    const { ticket, message } = await ana.calls(writeFromDeal, letter({ dealId }));

    expect(ticket).toMatchObject({
      ...{ name: "Your offer", outbound: true, companyId, contacts: [{ id: contactId }] },
      ownerId: acme.ana.id,
    });
    expect(message.to).toEqual([{ name: "Mara Rossi", address: "mara@gmail.com" }]);
    const { number } = ticket;
    expect((await ana.calls(readDeal, { id: dealId })).tickets).toMatchObject([{ number }]);
    const history = (await ana.calls(listActivity, { number })).items.map(({ what }) => what);
    expect(history.toSorted()).toEqual(["created", "deal_added", "replied"]);
    await acme.runJobs();
    expect(await acme.messages(number)).toMatchObject([{ delivery: "sent" }]);
  });

  test("S12: stands on the timelines of contact, company and deal", async () => {
    const { ana, companyId, contactId, dealId, letter } = await withDeal();
    await ana.calls(writeFromDeal, letter({ dealId }));

    const pages = [
      await ana.calls(readContactTimeline, { id: contactId }),
      await ana.calls(readCompanyTimeline, { id: companyId }),
      await ana.calls(readDealTimeline, { id: dealId }),
    ];

    for (const { items } of pages)
      expect(happened(items).toSorted()).toEqual(["message Here it is.", "ticket Your offer"]);
  });

  test("S13: and a mail from that ticket joins it", async () => {
    const { acme, ana, dealId, letter } = await withDeal();
    const { ticket, message } = await ana.calls(writeFromDeal, letter({ dealId }));
    const { number } = ticket;
    const reply = { number, id: randomUUID(), text: "And packed.", seenMessageId: message.id };
    await ana.calls(replyToTicket, reply);
    expect(await tickets(acme)).toEqual(["Your offer"]);
    expect(await acme.messages(number)).toHaveLength(2);
  });

  test("is written once when the browser sends twice, and about one deal", async () => {
    const { acme, ana, dealId, contactId, letter } = await withDeal();
    const same = letter({ dealId });
    const [one, two] = await Promise.all([
      ana.calls(writeFromDeal, same),
      ana.calls(writeFromDeal, same),
    ]);
    expect(two.ticket.number).toBe(one.ticket.number);
    expect(await tickets(acme)).toEqual(["Your offer"]);

    const other = await ana.calls(createDeal, { name: "Another", contactIds: [contactId] });
    const again = { ...same, dealId: other.id };
    expect(await ana.calls(writeFromDeal, again)).toEqual({ refused: "id_reused" });
  });

  test("can be taken back: the ticket stays with the deal, without the mail", async () => {
    const { acme, ana, dealId, letter } = await withDeal();
    const { ticket, message } = await ana.calls(writeFromDeal, letter({ dealId }));
    const { number } = ticket;
    await ana.calls(undoOnTicket, { number, messageId: message.id });
    const about = await ana.calls(listDeals, { ticketNumber: number });
    expect(about.items).toMatchObject([{ id: dealId }]);
    await acme.runJobs();
    expect(await acme.messages(number)).toEqual([]);
  });

  test("is the contact's company's where the deal has none that is there", async () => {
    const { ana, companyId, dealId, letter, contactId } = await withDeal();
    const elsewhere = await ana.calls(createCompany, { name: "Gone Ltd" });
    await ana.calls(updateDeal, { id: dealId, companyId: elsewhere.id });
    await ana.calls(deleteCompany, { id: elsewhere.id });
    const { ticket } = await ana.calls(writeFromDeal, letter({ dealId, contactId }));
    expect(ticket.companyId).toBe(companyId);
  });

  test("leaves nothing when the last write fails", async () => {
    const { acme, ana, dealId, letter } = await withDeal();
    await acme.breaks("record_changes");
    expect(await ana.calls(writeFromDeal, letter({ dealId }))).toEqual({ crashed: true });
    expect(await tickets(acme)).toEqual([]);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });
});

describe("a mail from the record of a company", () => {
  test("S12: opens a ticket marked as outbound, the company's, on both timelines", async () => {
    const { ana, companyId, contactId, letter } = await withDeal();

    const { ticket } = await ana.calls(writeFromCompany, letter({ companyId }));

    expect(ticket).toMatchObject({ outbound: true, companyId, contacts: [{ id: contactId }] });
    const said = ["message Here it is.", "ticket Your offer"];
    const firm = await ana.calls(readCompanyTimeline, { id: companyId });
    const person = await ana.calls(readContactTimeline, { id: contactId });
    for (const { items } of [firm, person]) expect(happened(items).toSorted()).toEqual(said);
  });
});

const none = { reach: "none", unassigned: false } as const;
const all = { reach: "all", unassigned: true } as const;
const reading = { tickets: { view: all, edit: none, delete: none } };

type Given = Awaited<ReturnType<typeof withDeal>>;
type Client = Given["ana"];

const records = [
  {
    kind: "company",
    gone: { refused: "company_not_found" },
    write: (who: Client, { letter, companyId }: Given, change: object = {}) =>
      who.calls(writeFromCompany, { ...letter({ companyId }), ...change }),
    remove: ({ ana, companyId: id }: Given) => ana.calls(deleteCompany, { id }),
  },
  {
    kind: "deal",
    gone: { refused: "deal_not_found" },
    write: (who: Client, { letter, dealId }: Given, change: object = {}) =>
      who.calls(writeFromDeal, { ...letter({ dealId }), ...change }),
    remove: ({ ana, dealId: id }: Given) => ana.calls(deleteDeal, { id }),
  },
];

describe.each(records)(
  "a mail from the record of a $kind is refused",
  ({ gone, write, remove }) => {
    test("where the record is deleted, unknown, or of another desk", async () => {
      const given = await withDeal();
      const rival = await desk();
      expect(await write(rival.as(rival.owner), given)).toEqual(gone);
      const nowhere = { companyId: randomUUID(), dealId: randomUUID() };
      expect(await write(given.ana, { ...given, ...nowhere })).toEqual(gone);
      await remove(given);
      expect(await write(given.ana, given)).toEqual(gone);
    });

    test("to a contact who is not its own, who is deleted, or who has no address", async () => {
      const given = await withDeal();
      const { acme, ana, ugo, contactId } = given;
      const to = (id: string) => write(ana, given, { contactId: id });
      expect(await to(ugo)).toEqual({ refused: "contact_elsewhere" });
      expect(await to(randomUUID())).toEqual({ refused: "contact_not_found" });
      await ana.calls(updateContact, { id: contactId, emails: [] });
      expect(await to(contactId)).toEqual({ refused: "recipient_needed" });
      await ana.calls(deleteContact, { id: contactId });
      expect(await to(contactId)).toEqual({ refused: "contact_not_found" });
      expect(await tickets(acme)).toEqual([]);
    });

    test("without words, a possible recipient, a channel or a file that is there", async () => {
      const given = await withDeal();
      const { acme, ana } = given;
      const refusals: [object, string][] = [
        [{ text: " " }, "reply_empty"],
        [{ html: "<b></b>".repeat(60_000) }, "html_too_complex"],
        [{ to: [{ name: "", address: "nobody" }] }, "recipient_invalid"],
        [{ fromChannelId: randomUUID() }, "channel_not_found"],
        [{ attachmentIds: [randomUUID()] }, "attachment_unknown"],
      ];
      for (const [change, refused] of refusals)
        expect(await write(ana, given, change)).toMatchObject({ refused });
      const { db, clock } = acme.house.platform;
      await db
        .updateTable("channels")
        .set({ deleted_at: clock() })
        .where("desk_id", "=", acme.id)
        .execute();
      expect(await write(ana, given)).toEqual({ refused: "channel_needed" });
      expect(await tickets(acme)).toEqual([]);
    });

    test("by somebody who may not even change their own tickets", async () => {
      const given = await withDeal();
      const reader = await given.acme.user("Reader", reading);
      const answer = await write(given.acme.as(reader), given);
      expect(answer).toEqual({ refused: "edit_forbidden" });
    });
  },
);
