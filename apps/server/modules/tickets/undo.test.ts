import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { search } from "#contract/search.ts";
import { createContact } from "#contract/contacts.ts";
import { createTicket, type Ticket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { readDraft, saveDraft } from "#contract/drafts.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { retryMessage } from "#contract/messages.ts";
import { desk, type TestDesk } from "#testkit";
import { claimSending, settleDelivery } from "./delivery.ts";
import { statusNamed } from "./test/pipeline.ts";

/** What a ticket is, without the moment of its last change. */
const state = ({ updatedAt: _moment, ...ticket }: Ticket) => ticket;

async function sent(acme: TestDesk, change = {}) {
  const ticket = await acme.ticket();
  const reply = await acme.as(acme.ana).calls(replyToTicket, {
    number: ticket.number,
    id: randomUUID(),
    html: "<p>Too early</p>",
    seenMessageId: ticket.newestMessageId,
    cc: [{ address: "new@x.example" }],
    ...change,
  });
  return { ticket, reply, where: { number: ticket.number, messageId: reply.id } };
}

test("a reply taken back leaves the ticket as it was", async () => {
  const acme = await desk();
  const closed = await statusNamed(acme, "Closed");
  const properties = { priority: "high" as const, resolution: "Done" };
  const { ticket, where } = await sent(acme, { statusId: closed.id, properties });

  const { ticket: now } = await acme.as(acme.ana).calls(undoOnTicket, where);

  expect(state(now)).toEqual(state({ ...ticket, hasDraft: true, draft: now.draft }));
  expect(await acme.messages(ticket.number)).toHaveLength(1);
});

test("somebody whom a colleague has written to meanwhile still takes part", async () => {
  const acme = await desk();
  const { ticket, reply, where } = await sent(acme);
  const again = { number: ticket.number, id: randomUUID(), html: "<p>Hi</p>" };
  const to = [{ address: "New@x.example" }];
  await acme.as(acme.bo).calls(replyToTicket, { ...again, to, seenMessageId: reply.id });

  const { ticket: now } = await acme.as(acme.ana).calls(undoOnTicket, where);

  expect(now.participants.map(({ address }) => address)).toContain("new@x.example");
});

test("a reply taken back is a draft again, with its recipients", async () => {
  const acme = await desk();
  const { ticket, where } = await sent(acme, { bcc: [{ address: "boss@x.example" }] });

  await acme.as(acme.ana).calls(undoOnTicket, where);

  const draft = await acme.as(acme.ana).calls(readDraft, { number: ticket.number });
  expect(draft).toMatchObject({
    html: "<p>Too early</p>",
    to: [{ address: "mara@fiatlux.example" }],
    cc: [{ address: "new@x.example" }],
    bcc: [{ address: "boss@x.example" }],
    replyToMessageId: ticket.newestMessageId,
    seenMessageId: ticket.newestMessageId,
  });
});

test("what was typed since the reply stays in the draft", async () => {
  const acme = await desk();
  const { ticket, where } = await sent(acme);
  await acme.as(acme.ana).calls(saveDraft, { number: ticket.number, html: "<p>Also</p>" });

  await acme.as(acme.ana).calls(undoOnTicket, where);

  const draft = await acme.as(acme.ana).calls(readDraft, { number: ticket.number });
  expect(draft.html).toBe("<p>Too early</p><p>Also</p>");
});

test("status and owner that somebody changed since stay", async () => {
  const acme = await desk();
  const { ticket, where } = await sent(acme);
  const closed = await statusNamed(acme, "Closed");
  const change = { number: ticket.number, statusId: closed.id, ownerId: acme.bo.id };
  await acme.as(acme.bo).calls(updateTicket, change);

  const { ticket: now } = await acme.as(acme.ana).calls(undoOnTicket, where);

  expect(now).toMatchObject({ statusId: closed.id, ownerId: acme.bo.id });
});

test("what has left cannot be taken back", async () => {
  const acme = await desk();
  const { ticket, reply, where } = await sent(acme);
  await claimSending(acme.house.platform.db, acme.id, reply.id, new Date());

  expect(await acme.as(acme.ana).calls(undoOnTicket, where)).toEqual({ refused: "already_sent" });
  expect(await acme.messages(ticket.number)).toHaveLength(2);
});

test("undo and delivery at the same time: one of them comes first, never both", async () => {
  const acme = await desk();
  for (let round = 0; round < 8; round++) {
    const { reply, where } = await sent(acme);
    const [undone, claimed] = await Promise.all([
      acme.as(acme.ana).calls(undoOnTicket, where),
      claimSending(acme.house.platform.db, acme.id, reply.id, new Date()),
    ]);
    expect(claimed).toBe("refused" in undone);
  }
});

test("a repeat that arrives after the undo sends nothing", async () => {
  const acme = await desk();
  const ticket = await acme.ticket();
  const same = {
    number: ticket.number,
    id: randomUUID(),
    html: "<p>Too early</p>",
    seenMessageId: ticket.newestMessageId,
  };
  await acme.as(acme.ana).calls(replyToTicket, same);
  await acme.as(acme.ana).calls(undoOnTicket, { number: same.number, messageId: same.id });

  expect(await acme.as(acme.ana).calls(replyToTicket, same)).toEqual({ refused: "id_reused" });
});

test("what was taken back is found by nobody", async () => {
  const acme = await desk();
  const { where } = await sent(acme, { html: "<p>Xylophone</p>" });
  const found = async () =>
    (await acme.as(acme.ana).calls(search, { q: "xylophone" })).items.length;

  expect(await found()).toBe(1);
  await acme.as(acme.ana).calls(undoOnTicket, where);
  expect(await found()).toBe(0);
});

test("nobody takes back what somebody else wrote", async () => {
  const acme = await desk();
  const { where } = await sent(acme);

  expect(await acme.as(acme.bo).calls(undoOnTicket, where)).toEqual({ refused: "edit_forbidden" });
  const unknown = { ...where, messageId: randomUUID() };
  expect(await acme.as(acme.ana).calls(undoOnTicket, unknown)).toEqual({
    refused: "message_not_found",
  });
});

test("the history tells of the undo, and of everything that went back", async () => {
  const acme = await desk();
  const properties = { priority: "high" as const, resolution: "Done" };
  const { ticket, where } = await sent(acme, { properties });
  await acme.as(acme.ana).calls(undoOnTicket, where);

  const { items } = await acme.as(acme.ana).calls(listActivity, { number: ticket.number });

  const undone = items.filter(({ cause }) => cause === "undo");
  expect(undone.map(({ what }) => what).toSorted()).toEqual([
    ...["owner_changed", "priority_changed", "property_changed"],
    ...["reply_undone", "status_changed"],
  ]);
  expect(undone).toContainEqual(
    expect.objectContaining({ property: "resolution", from: "Done", to: null }),
  );
});

test("the first reply on a ticket without a channel, taken back, leaves it without one", async () => {
  const acme = await desk();
  const { id: statusId } = await statusNamed(acme, "New");
  const who = { name: "B", emails: ["b@x.example"] };
  const { id } = await acme.as(acme.ana).calls(createContact, who);
  const by = { name: "By hand", statusId, contactIds: [id] };
  const ticket = await acme.as(acme.ana).calls(createTicket, by);
  const { number } = ticket;
  const reply = { number, id: randomUUID(), text: "Hello", seenMessageId: null };
  await acme.as(acme.ana).calls(replyToTicket, reply);
  expect(await acme.ticketNow(number)).toMatchObject({ channelId: acme.channel.id });

  const undo = { number, messageId: reply.id };
  const { ticket: now } = await acme.as(acme.ana).calls(undoOnTicket, undo);

  expect(state(now)).toEqual(state({ ...ticket, hasDraft: true, draft: now.draft }));
});

test("a failed message shows why and goes again under the same id", async () => {
  const acme = await desk();
  const { db } = acme.house.platform;
  const { ticket, reply, where } = await sent(acme);
  const now = new Date();
  await claimSending(db, acme.id, reply.id, now);
  const failure = {
    delivery: "failed",
    error: "550 no such user",
    cause: "delivery_tried",
    now,
  } as const;
  await settleDelivery(db, acme.id, reply.id, failure);
  await settleDelivery(db, acme.id, reply.id, failure);

  expect((await acme.messages(ticket.number)).at(-1)).toMatchObject({
    delivery: "failed",
    deliveryError: "550 no such user",
  });
  const again = await acme.as(acme.ana).calls(retryMessage, where);
  expect(again).toMatchObject({ id: reply.id, delivery: "queued", deliveryError: null });
  expect(await acme.jobs("mail.deliver")).toContainEqual({ messageId: reply.id });
  expect(await acme.as(acme.ana).calls(retryMessage, where)).toEqual({ refused: "not_failed" });
  const failures = (await acme.events()).filter(({ type }) => type === "message.deliveryChanged");
  expect(failures).toHaveLength(2); // sending, failed: the repeat told nobody
});
