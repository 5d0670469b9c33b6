import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createContact, listContacts, updateContact } from "#contract/contacts.ts";
import { updatePipeline } from "#contract/pipelines.ts";
import { deleteTicket, readTicket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { desk, type TestDesk } from "#testkit";
import { joinable } from "./joinable.ts";
import { receive } from "./receive.ts";
import type { Incoming } from "./incoming.ts";
import { pipelineOf, statusNamed } from "./test/pipeline.ts";

const mailTo = (acme: TestDesk, change: Partial<Incoming> = {}): Incoming => ({
  deskId: acme.id,
  now: new Date(),
  quiet: false,
  closed: false,
  channelId: acme.channel.id,
  reopenDays: 14,
  ticketId: null,
  from: { name: "Mara Rossi", address: "mara@fiatlux.example" },
  to: [{ name: "", address: acme.channel.address }],
  cc: [],
  subject: "Printer on fire",
  text: "It is smoking.",
  html: null,
  visibleText: null,
  visibleHtml: null,
  blockedImages: 0,
  sanitizerVersion: null,
  messageIdHeader: `<${randomUUID()}@fiatlux.example>`,
  attachments: [],
  mailId: null,
  automatic: false,
  notice: false,
  verified: null,
  truncated: null,
  writtenAt: new Date(),
  hints: [],
  source: "email",
  ...change,
});

const arrives = (acme: TestDesk, change: Partial<Incoming> = {}) =>
  acme.house.platform.db.transaction().execute((tx) => receive(tx, mailTo(acme, change)));

async function closedTicket(acme: TestDesk, daysAgo: number) {
  const { ticketNumber: number, ticketId } = await arrives(acme);
  const closed = await statusNamed(acme, "Closed");
  await acme.as(acme.ana).calls(updateTicket, { number, statusId: closed.id });
  await acme.house.platform.db
    .updateTable("tickets")
    .set({ last_closed_at: new Date(Date.now() - daysAgo * 86_400_000) })
    .where("desk_id", "=", acme.id)
    .where("id", "=", ticketId)
    .execute();
  return { number, ticketId, closed };
}

describe("a first mail", () => {
  test("stands in lists with its beginning, which says when it goes on", async () => {
    const acme = await desk();
    const { ticketNumber } = await arrives(acme, { text: "smoke ".repeat(60) });
    const { preview } = await acme.ticketNow(ticketNumber);
    expect(preview).toHaveLength(200);
    expect(preview).toMatch(/^smoke smoke .*…$/);
  });

  test("H72, H74: opens an unassigned ticket with contact, company and participants", async () => {
    const acme = await desk();

    const { ticketNumber } = await arrives(acme, {
      cc: [{ name: "Boss", address: "boss@fiatlux.example" }],
    });

    const ticket = await acme.ticketNow(ticketNumber);
    expect(ticket).toMatchObject({
      name: "Printer on fire",
      ownerId: null,
      open: true,
      source: "email",
      contact: { name: "Mara Rossi", email: "mara@fiatlux.example" },
      companyName: "fiatlux.example",
      preview: "It is smoking.",
      newestDirection: "incoming",
      unread: true,
    });
    const { id } = ticket.contact ?? { id: "" };
    expect(ticket.participants).toEqual([
      { address: "mara@fiatlux.example", name: "Mara Rossi", contactId: id, role: "from" },
      { address: "boss@fiatlux.example", name: "Boss", contactId: null, role: "cc" },
    ]);
  });

  test("announces one fact with its ids", async () => {
    const acme = await desk();

    const { ticketId, ticketNumber, messageId } = await arrives(acme);

    const created = (await acme.events()).filter(({ type }) => type.startsWith("ticket."));
    expect(created).toEqual([
      { type: "ticket.created", ids: { ticketId, ticketNumber, messageId } },
    ]);
  });

  test("makes one contact when two mails of a stranger arrive at once", async () => {
    const acme = await desk();
    const from = { name: "Zoe", address: `Zoe@${randomUUID()}.example` };

    const made = await Promise.all(Array.from({ length: 6 }, () => arrives(acme, { from })));

    const { items } = await acme.as(acme.ana).calls(listContacts, { q: "zoe" });
    expect(items).toMatchObject([{ name: "Zoe", openTickets: 6 }]);
    const numbers = made.map(({ ticketNumber }) => ticketNumber).toSorted((a, b) => a - b);
    expect(numbers).toEqual([1001, 1002, 1003, 1004, 1005, 1006]);
  });

  test("finds a name where there is no subject", async () => {
    const acme = await desk();
    const { ticketNumber } = await arrives(acme, { subject: " \n " });
    expect(await acme.ticketNow(ticketNumber)).toMatchObject({ name: "Mara Rossi" });
  });

  test("keeps nothing when any of its writes fails", async () => {
    const acme = await desk();

    for (const table of ["contacts", "participants", "messages", "activities", "events"]) {
      await acme.breaks(table);
      await expect(arrives(acme), table).rejects.toThrow("broken for this test");
      await acme.mends();
    }

    expect(await acme.events()).toEqual([]);
    const { ticketNumber } = await arrives(acme);
    expect(ticketNumber).toBe(1001);
  });
});

describe("the customer's answer", () => {
  test("joins its ticket and moves it to where the pipeline says", async () => {
    const acme = await desk();
    const { ticketId, ticketNumber } = await arrives(acme);

    const answer = await arrives(acme, { ticketId, text: "Still smoking" });

    expect(answer).toMatchObject({ ticketNumber, created: false });
    const waiting = await statusNamed(acme, "Waiting on us");
    expect(await acme.ticketNow(ticketNumber)).toMatchObject({
      statusId: waiting.id,
      newestMessageId: answer.messageId,
      preview: "Still smoking",
    });
  });

  test("leaves the status alone when the automation is off", async () => {
    const acme = await desk();
    const { id: pipelineId } = await pipelineOf(acme);
    const off = { pipelineId, statusOnCustomerReplyId: null };
    await acme.as(acme.owner).calls(updatePipeline, off);
    const { ticketId, ticketNumber } = await arrives(acme);
    const { statusId } = await acme.ticketNow(ticketNumber);

    await arrives(acme, { ticketId });

    expect(await acme.ticketNow(ticketNumber)).toMatchObject({ statusId });
  });

  test("reopens a ticket that was closed lately, also with the automation off", async () => {
    const acme = await desk();
    const { id: pipelineId } = await pipelineOf(acme);
    const off = { pipelineId, statusOnCustomerReplyId: null };
    await acme.as(acme.owner).calls(updatePipeline, off);
    const { ticketId, number } = await closedTicket(acme, 13);

    await arrives(acme, { ticketId });

    const now = await acme.ticketNow(number);
    expect(now).toMatchObject({ open: true, closedAt: null });
    expect(now.reopenedAt).not.toBeNull();
    const { items } = await acme.as(acme.ana).calls(listActivity, { number });
    expect(items.find(({ what }) => what === "status_changed")).toMatchObject({
      cause: "customer_reopened",
      by: { type: "contact", name: "Mara Rossi" },
    });
  });

  test("opens a new ticket with a hint when the old one was closed too long ago", async () => {
    const acme = await desk();
    const { ticketId, number } = await closedTicket(acme, 15);

    const answer = await arrives(acme, { ticketId });

    expect(answer.created).toBe(true);
    expect(await acme.ticketNow(answer.ticketNumber)).toMatchObject({
      hints: [{ number, reason: "reopened_late" }],
    });
    expect(await acme.ticketNow(number)).toMatchObject({ open: false });
  });

  test("hints at no ticket that the reader may not see", async () => {
    const acme = await desk();
    const { ticketId } = await closedTicket(acme, 15);
    const { ticketNumber: number } = await arrives(acme, { ticketId });
    const own = { reach: "own", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: cy.id });

    expect(await acme.as(cy).calls(readTicket, { number })).toMatchObject({ hints: [] });
    expect((await acme.ticketNow(number)).hints).toHaveLength(1);
  });

  test("opens a new ticket when the old one lies in the bin", async () => {
    const acme = await desk();
    const { ticketId, ticketNumber: number } = await arrives(acme);
    await acme.as(acme.ana).calls(deleteTicket, { number });

    expect(await arrives(acme, { ticketId })).toMatchObject({ created: true });
  });

  test.each([
    ["written by a machine", { automatic: true }],
    ["older than the connection", { quiet: true, writtenAt: new Date("2026-01-01") }],
  ])("reopens nothing and moves no status when it is %s", async (_, change) => {
    const acme = await desk();
    const { ticketId, number, closed } = await closedTicket(acme, 100);

    const answer = await arrives(acme, { ticketId, ...change });

    expect(answer).toMatchObject({ ticketNumber: number, created: false });
    expect(await acme.ticketNow(number)).toMatchObject({ open: false, statusId: closed.id });
  });
});

test("old mail takes its place in time and does not become the newest", async () => {
  const acme = await desk();
  const { ticketId, ticketNumber, messageId } = await arrives(acme);

  await arrives(acme, { ticketId, quiet: true, writtenAt: new Date("2020-01-01"), text: "Old" });

  const now = await acme.ticketNow(ticketNumber);
  expect(now).toMatchObject({ newestMessageId: messageId, preview: "It is smoking." });
  expect((await acme.messages(ticketNumber)).map(({ text }) => text)).toEqual([
    "Old",
    "It is smoking.",
  ]);
});

test("what arrives now comes last, also where a process has a slow clock", async () => {
  const acme = await desk();
  const { ticketId, ticketNumber, messageId } = await arrives(acme);

  const slow = new Date(Date.now() - 60_000);
  const late = await arrives(acme, { ticketId, now: slow, writtenAt: slow });

  const said = await acme.messages(ticketNumber);
  expect(said.map(({ id }) => id)).toEqual([messageId, late.messageId]);
  expect(await acme.ticketNow(ticketNumber)).toMatchObject({ newestMessageId: late.messageId });
});

test("a participant is known as soon as somebody makes a contact of them", async () => {
  const acme = await desk();
  const cc = [{ name: "Boss", address: "boss@fiatlux.example" }];
  const { ticketNumber } = await arrives(acme, { cc });
  const boss = { name: "Boss", emails: ["boss@fiatlux.example"] };
  const { id } = await acme.as(acme.ana).calls(createContact, boss);

  const { participants } = await acme.ticketNow(ticketNumber);
  expect(participants.find(({ role }) => role === "cc")).toMatchObject({ contactId: id });
});

test("somebody takes part by any of their contact's addresses, a stranger by none", async () => {
  const acme = await desk();
  const { db } = acme.house.platform;
  const { ticketId, ticketNumber } = await arrives(acme);
  const { contact } = await acme.ticketNow(ticketNumber);
  const emails = ["mara@fiatlux.example", "mara@home.example"];
  await acme.as(acme.ana).calls(updateContact, { id: contact?.id ?? "", emails });
  const takesPart = async (address: string) =>
    (await db.transaction().execute((tx) => joinable(tx, acme.id, ticketId, address)))?.participant;

  expect(await takesPart("MARA@home.example")).toBe(true);
  expect(await takesPart("mallory@evil.example")).toBe(false);
});
