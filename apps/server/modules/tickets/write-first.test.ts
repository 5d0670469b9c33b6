/** A mail from a contact's record opens a ticket; a mail from a ticket joins it. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createContact, deleteContact } from "#contract/contacts.ts";
import { listPipelines, updatePipeline } from "#contract/pipelines.ts";
import { listTickets } from "#contract/tickets.ts";
import { readDraft } from "#contract/drafts.ts";
import { replyToTicket, undoOnTicket, writeToContact } from "#contract/replies.ts";
import { desk, type TestDesk } from "#testkit";

async function withMara() {
  const acme = await desk();
  const mara = { name: "Mara Rossi", emails: ["mara@fiatlux.example"] };
  const { id } = await acme.as(acme.ana).calls(createContact, mara);
  const letter = (change = {}) => ({
    ...{ contactId: id, id: randomUUID(), subject: "Your order", text: "It is ready." },
    ...change,
  });
  return { acme, id, letter, ana: acme.as(acme.ana) };
}

const names = async (acme: TestDesk) =>
  (await acme.as(acme.owner).calls(listTickets, {})).items.map(({ name }) => name);

/** Replies set this status, by the pipeline's automation. */
async function automated(acme: TestDesk) {
  const owner = acme.as(acme.owner);
  const [pipeline] = (await owner.calls(listPipelines, {})).items;
  const [first, waiting] = pipeline?.statuses ?? [];
  const pipelineId = pipeline?.id ?? "";
  await owner.calls(updatePipeline, { pipelineId, statusOnReplyId: waiting?.id ?? null });
  return { first: first?.id, waiting: waiting?.id };
}

describe("a mail from the record of a contact", () => {
  test("S12: opens a new ticket marked as outbound, with the mail as its first message, and sends it", async () => {
    const { acme, id, letter, ana } = await withMara();

    const { ticket, message } = await ana.calls(writeToContact, letter());

    expect(ticket).toMatchObject({
      ...{ name: "Your order", outbound: true, source: "email", open: true },
      ...{ ownerId: acme.ana.id, newestMessageId: message.id, newestDirection: "outgoing" },
      contacts: [{ id }],
      participants: [{ address: "mara@fiatlux.example", contactId: id }],
      companyName: "fiatlux.example",
    });
    expect(message).toMatchObject({
      ...{ direction: "outgoing", delivery: "queued", subject: "Your order" },
      to: [{ name: "Mara Rossi", address: "mara@fiatlux.example" }],
      from: { address: acme.channel.address },
    });
    expect(await acme.jobs("mail.deliver")).toEqual([{ messageId: message.id }]);
    await acme.runJobs();
    expect(await acme.messages(ticket.number)).toMatchObject([{ delivery: "sent" }]);
  });

  test("S13: and a mail from the ticket joins it: the number of tickets stays", async () => {
    const { acme, letter, ana } = await withMara();
    const { ticket, message } = await ana.calls(writeToContact, letter());
    const { number } = ticket;

    const reply = { number, id: randomUUID(), text: "And packed.", seenMessageId: message.id };
    expect(await ana.calls(replyToTicket, reply)).toMatchObject({ ticketNumber: number });

    expect(await names(acme)).toEqual(["Your order"]);
    expect(await acme.messages(number)).toHaveLength(2);
  });

  test("H41: moves no status, while a mail from the ticket does", async () => {
    const { acme, letter, ana } = await withMara();
    const { first, waiting } = await automated(acme);

    const { ticket, message } = await ana.calls(writeToContact, letter());
    expect(ticket.statusId).toBe(first);

    const { number } = ticket;
    const reply = { number, id: randomUUID(), text: "And packed.", seenMessageId: message.id };
    await ana.calls(replyToTicket, reply);
    expect((await acme.ticketNow(number)).statusId).toBe(waiting);
  });

  test("S11: what the contact answers joins the ticket", async () => {
    const { acme, letter, ana } = await withMara();
    const { ticket } = await ana.calls(writeToContact, letter());
    await acme.customerWrites(ticket, "Thank you!");
    expect(await acme.messages(ticket.number)).toMatchObject([
      {},
      { author: { name: "Mara Rossi" } },
    ]);
  });

  test("is written once when the browser sends twice", async () => {
    const { acme, letter, ana } = await withMara();
    const same = letter();

    const [one, two] = await Promise.all([
      ana.calls(writeToContact, same),
      ana.calls(writeToContact, same),
    ]);

    expect(two.ticket.number).toBe(one.ticket.number);
    expect(await names(acme)).toEqual(["Your order"]);
    const other = { ...same, text: "Something else." };
    expect(await ana.calls(writeToContact, other)).toEqual({ refused: "id_reused" });
  });

  test("can be taken back: the ticket keeps it as a draft", async () => {
    const { acme, letter, ana } = await withMara();
    const { ticket, message } = await ana.calls(writeToContact, letter());
    const { number } = ticket;

    await ana.calls(undoOnTicket, { number, messageId: message.id });

    expect(await acme.messages(number)).toEqual([]);
    expect((await ana.calls(readDraft, { number })).html).toContain("It is ready.");
    await acme.runJobs();
    expect(await acme.messages(number)).toEqual([]);
  });

  test("goes to whom one names, by the address one chooses", async () => {
    const { letter, ana, acme } = await withMara();
    const to = [{ name: "Home", address: "mara@gmail.com" }];
    const cc = [{ name: "", address: "boss@fiatlux.example" }];

    const sent = letter({ to, cc, fromChannelId: acme.channel.id });
    expect((await ana.calls(writeToContact, sent)).message).toMatchObject({ to, cc });
  });
});

describe("a mail from a record is refused", () => {
  test("to a contact who is deleted, unknown, or of another desk", async () => {
    const { id, letter, ana } = await withMara();
    const rival = await desk();
    const no = { refused: "contact_not_found" };
    expect(await rival.as(rival.ana).calls(writeToContact, letter())).toEqual(no);
    expect(await ana.calls(writeToContact, letter({ contactId: randomUUID() }))).toEqual(no);
    await ana.calls(deleteContact, { id });
    expect(await ana.calls(writeToContact, letter())).toEqual(no);
  });

  test("without words, address, a possible recipient, a channel or a file that is there", async () => {
    const { acme, letter, ana } = await withMara();
    const nameless = await ana.calls(createContact, { name: "No mail" });
    const refusals: [object, string][] = [
      [{ text: " " }, "reply_empty"],
      [{ html: "<b></b>".repeat(60_000) }, "html_too_complex"],
      [{ contactId: nameless.id }, "recipient_needed"],
      [{ to: [{ name: "", address: "nobody" }] }, "recipient_invalid"],
      [{ fromChannelId: randomUUID() }, "channel_not_found"],
      [{ attachmentIds: [randomUUID()] }, "attachment_unknown"],
    ];
    for (const [change, refused] of refusals)
      expect(await ana.calls(writeToContact, letter(change))).toMatchObject({ refused });
    expect(await names(acme)).toEqual([]);
  });

  test("where no channel is connected", async () => {
    const { acme, letter, ana } = await withMara();
    const { db, clock } = acme.house.platform;
    await db
      .updateTable("channels")
      .set({ deleted_at: clock() })
      .where("desk_id", "=", acme.id)
      .execute();
    expect(await ana.calls(writeToContact, letter())).toEqual({ refused: "channel_needed" });
  });

  test("by somebody who may not even change their own tickets", async () => {
    const { acme, letter } = await withMara();
    const none = { reach: "none", unassigned: false } as const;
    const all = { reach: "all", unassigned: true } as const;
    const reader = await acme.user("Reader", { tickets: { view: all, edit: none, delete: none } });
    const no = { refused: "edit_forbidden" };
    expect(await acme.as(reader).calls(writeToContact, letter())).toEqual(no);
  });

  test("and leaves nothing when the last write fails", async () => {
    const { acme, letter, ana } = await withMara();
    await acme.breaks("activities");
    expect(await ana.calls(writeToContact, letter())).toEqual({ crashed: true });
    expect(await names(acme)).toEqual([]);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });
});
