import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  listScheduled,
  scheduleReply,
  sendScheduledNow,
  unscheduleReply,
} from "#contract/scheduled.ts";
import { deleteTicket, restoreTicket, type Ticket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { readDraft, saveDraft } from "#contract/drafts.ts";
import { createToken } from "#contract/tokens.ts";
import { updateUser } from "#contract/users.ts";
import { agentRights } from "#modules/people";
import { desk, type TestDesk } from "#testkit";
import { statusNamed } from "./test/pipeline.ts";

const later = (ticket: Pick<Ticket, "number" | "newestMessageId">, change = {}) => ({
  number: ticket.number,
  id: randomUUID(),
  html: "<p>The part has arrived.</p>",
  seenMessageId: ticket.newestMessageId,
  sendAt: "2999-01-01T09:00:00.000Z",
  ...change,
});

const sent = async (acme: TestDesk, number: number) =>
  (await acme.messages(number)).filter(({ direction }) => direction === "outgoing");

const planned = async (acme: TestDesk, number: number) =>
  (await acme.as(acme.bo).calls(listScheduled, { number })).items;

const history = async (acme: TestDesk, number: number) =>
  (await acme.as(acme.ana).calls(listActivity, { number })).items.map(
    ({ what, cause, to }) => `${what}: ${cause}, ${to}`,
  );

describe("a reply that is sent later", () => {
  test("H86: waits, seen by all on the ticket, and changes nothing until its time", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const made = await acme.as(acme.ana).calls(scheduleReply, later(ticket));

    expect(made).toMatchObject({ author: { name: "Ana" }, sendAt: "2999-01-01T09:00:00.000Z" });
    expect(await planned(acme, ticket.number)).toEqual([made]);
    expect(await sent(acme, ticket.number)).toEqual([]);
    expect(await acme.ticketNow(ticket.number)).toMatchObject({
      statusId: ticket.statusId,
      ownerId: null,
    });
    expect(await acme.jobs("tickets.sendScheduled")).toEqual([{ scheduledId: made.id }]);
  });

  test("H86: leaves at its time in the name of its author, with all that a reply does, once", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { id: statusId } = await statusNamed(acme, "Closed");
    await acme.as(acme.ana).calls(scheduleReply, later(ticket, { statusId }));

    await acme.runJob("tickets.sendScheduled");

    expect(await sent(acme, ticket.number)).toMatchObject([
      { author: { name: "Ana" }, text: "The part has arrived." },
    ]);
    expect(await planned(acme, ticket.number)).toEqual([]);
    expect(await acme.ticketNow(ticket.number)).toMatchObject({ statusId, ownerId: acme.ana.id });
    expect(await history(acme, ticket.number)).toContain("replied: sent_later, null");
  });

  test("L2: is a draft again when the customer wrote meanwhile, and the history says so", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { id } = await acme.as(acme.ana).calls(scheduleReply, later(ticket));
    await acme.customerWrites(ticket, "Never mind!");

    await acme.runJob("tickets.sendScheduled");

    expect(await sent(acme, ticket.number)).toEqual([]);
    expect(await planned(acme, ticket.number)).toEqual([]);
    const draft = await acme.as(acme.ana).calls(readDraft, { number: ticket.number });
    expect(draft).toMatchObject({
      html: "<p>The part has arrived.</p>",
      seenMessageId: ticket.newestMessageId,
    });
    expect(await history(acme, ticket.number)).toContain(
      "send_later_stopped: sent_later, reply_outdated",
    );
    expect(await acme.as(acme.ana).calls(sendScheduledNow, { number: ticket.number, id })).toEqual({
      refused: "scheduled_not_found",
    });
  });

  test("H86: is sent at once when its author wants it", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { id } = await acme.as(acme.ana).calls(scheduleReply, later(ticket));
    const { number } = ticket;

    const others = await acme.as(acme.bo).calls(sendScheduledNow, { number, id });
    const message = await acme.as(acme.ana).calls(sendScheduledNow, { number, id });
    await acme.runJob("tickets.sendScheduled");

    expect(others).toEqual({ refused: "edit_forbidden" });
    expect(message).toMatchObject({ id, delivery: "queued" });
    expect(await sent(acme, number)).toHaveLength(1);
  });

  test("H86: is stopped by whoever may edit the ticket; its author has it as a draft, above what they wrote since", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const { id } = await acme.as(acme.ana).calls(scheduleReply, later(ticket, { subject: "Part" }));
    await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>P.S.</p>" });

    expect(await acme.as(acme.bo).calls(unscheduleReply, { number, id })).toBeNull();

    expect(await acme.as(acme.ana).calls(readDraft, { number })).toMatchObject({
      html: "<p>The part has arrived.</p><p>P.S.</p>",
      subject: "Part",
    });
    expect(await acme.as(acme.bo).calls(readDraft, { number })).toEqual({
      refused: "draft_not_found",
    });
    expect(await acme.as(acme.bo).calls(unscheduleReply, { number, id })).toEqual({
      refused: "scheduled_not_found",
    });
    await acme.runJob("tickets.sendScheduled");
    expect(await sent(acme, number)).toEqual([]);
  });

  test("H86: takes the place of the draft that it was, and is planned once", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const html = "<p>The part has arrived.</p>";
    const { version } = await acme.as(acme.ana).calls(saveDraft, { number, html });
    const same = later(ticket, { draftVersion: version });

    const first = await acme.as(acme.ana).calls(scheduleReply, same);
    const again = await acme.as(acme.ana).calls(scheduleReply, same);

    expect(again).toEqual(first);
    expect(await acme.as(acme.ana).calls(readDraft, { number })).toEqual({
      refused: "draft_not_found",
    });
  });

  test("H86: is refused at once where it could not be sent now, and for a time that has passed", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const plan = (change: object) => acme.as(acme.ana).calls(scheduleReply, later(ticket, change));

    expect(await plan({ sendAt: "2001-01-01T09:00:00Z" })).toEqual({ refused: "time_passed" });
    expect(await plan({ html: " " })).toEqual({ refused: "reply_empty" });
    expect(await plan({ to: [{ address: "x" }] })).toMatchObject({ refused: "recipient_invalid" });
    expect(await plan({ seenMessageId: null })).toMatchObject({ refused: "reply_outdated" });
    expect(await plan({ statusId: randomUUID() })).toEqual({ refused: "status_not_in_pipeline" });
    expect(await planned(acme, ticket.number)).toEqual([]);
  });

  test("S7: is for tickets that one may see, and may change", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const none = { reach: "none" as const, unassigned: false };
    const blind = await acme.user("Nadia", { tickets: { ...agentRights.tickets, view: none } });
    const reader = await acme.user("Rita", { tickets: { ...agentRights.tickets, edit: none } });

    const hidden = { refused: "ticket_not_found" };
    expect(await acme.as(blind).calls(listScheduled, { number })).toEqual(hidden);
    expect(await acme.as(blind).calls(scheduleReply, later(ticket))).toEqual(hidden);
    expect(await acme.as(reader).calls(scheduleReply, later(ticket))).toEqual({
      refused: "edit_forbidden",
    });
  });

  test("H86: does not leave when its author may not answer any more; nothing of it is lost", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    await acme.as(acme.ana).calls(scheduleReply, later(ticket));
    const scopes = ["tickets.read" as const];
    const { token } = await acme.as(acme.ana).calls(createToken, { name: "X", scopes });
    const rights = { ...agentRights, serviceAccess: false };
    await acme.as(acme.owner).calls(updateUser, { id: acme.ana.id, rights });

    await acme.runJob("tickets.sendScheduled");
    await acme.as(acme.owner).calls(updateUser, { id: acme.ana.id, rights: agentRights });

    expect(await sent(acme, ticket.number)).toEqual([]);
    expect(await acme.as({ token }).calls(readDraft, { number: ticket.number })).toMatchObject({
      html: "<p>The part has arrived.</p>",
    });
  });

  test("H86: of a ticket in the bin comes back with it as a draft", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    await acme.as(acme.ana).calls(scheduleReply, later(ticket));
    await acme.as(acme.owner).calls(deleteTicket, { number });

    await acme.runJob("tickets.sendScheduled");
    await acme.as(acme.owner).calls(restoreTicket, { number });

    expect(await sent(acme, number)).toEqual([]);
    expect(await acme.as(acme.ana).calls(readDraft, { number })).toMatchObject({
      html: "<p>The part has arrived.</p>",
    });
  });

  test("H86: keeps nothing when any of its writes fails", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>The part has arrived.</p>" });
    await acme.breaks("events");

    expect(await acme.as(acme.ana).calls(scheduleReply, later(ticket))).toEqual({ crashed: true });

    await acme.mends();
    expect(await planned(acme, number)).toEqual([]);
    expect(await acme.as(acme.ana).calls(readDraft, { number })).toMatchObject({
      html: "<p>The part has arrived.</p>",
    });
  });
});
