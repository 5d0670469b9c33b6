/**
 * Sending later: the reply waits as it was written and is sent by the same use case as any other, at its time.
 *
 * Whatever would refuse it then (somebody wrote meanwhile, its status is gone, its author may no longer answer) stops
 * it: it becomes a draft again, and the ticket's history says why. Nothing leaves blindly, and nothing is lost.
 */
import assert from "node:assert/strict";
import type { InputOf } from "#contract/operation.ts";
import { mayWork } from "#contract/rights.ts";
import type * as contract from "#contract/scheduled.ts";
import type { Message } from "#contract/messages.ts";
import type { Reply } from "#contract/replies.ts";
import { deskById } from "#modules/desks";
import { agentById } from "#modules/people";
import type { Call, Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { Refusal, refuse } from "#platform/refusal.ts";
import { findTicket, lockTicket, lockTicketById } from "./access.ts";
import { moveByReply } from "./move.ts";
import { changedProperties } from "./properties.ts";
import { removeSentDraft, returnToDraft } from "./draft.ts";
import { record } from "./history.ts";
import { filesOf, isEmpty, letterOf } from "./letter.ts";
import { channelFor, recipientsFor, targetOf } from "./recipients.ts";
import { replyToTicket } from "./reply.ts";
import {
  findScheduled,
  keepScheduled,
  type Scheduled,
  scheduledAnswer,
  takeScheduled,
} from "./scheduled.ts";
import { refuseIfMerged, refuseIfOutdated } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

/** @throws what sending it now would, so that its author hears it while they are there; and time_passed */
export function scheduleReply(
  call: Call,
  { sendAt, ...reply }: InputOf<typeof contract.scheduleReply>,
): Promise<contract.ScheduledReply> {
  const { db, agent, now } = call;
  const at = new Date(sendAt);
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, reply.number, "edit");
    if (await findScheduled(tx, ticket.desk_id, reply.id))
      return scheduledAnswer(tx, ticket, reply.id);
    if (at <= now) throw refuse("time_passed");
    await refuseUnsendable(tx, call, ticket, reply);
    await keepScheduled(tx, ticket, { reply, authorId: agent.id, sendAt: at, now });
    await removeSentDraft(tx, agent, ticket, "reply", reply);
    const ids = { deskId: ticket.desk_id, scheduledId: reply.id };
    await addJob(tx, "tickets.sendScheduled", ids, { runAt: at, key: keyOf(reply.id) });
    await announce(tx, ticket, "ticket.replyScheduled", now, agent.id);
    return scheduledAnswer(tx, ticket, reply.id);
  });
}

async function refuseUnsendable(tx: Tx, call: Call, ticket: Ticket, reply: Reply) {
  refuseIfMerged(ticket);
  await refuseIfOutdated(tx, ticket, reply.seenMessageId);
  const letter = letterOf(reply);
  if (isEmpty(letter, reply.attachmentIds ?? [])) throw refuse("reply_empty");
  const target = await targetOf(tx, ticket, reply.replyToMessageId);
  await channelFor(tx, call.agent, ticket, target, reply.fromChannelId);
  await recipientsFor(tx, ticket, target, reply);
  await filesOf(tx, call, letter, reply.attachmentIds ?? []);
  const properties = changedProperties(ticket, reply.properties ?? {});
  await moveByReply(tx, call.agent, ticket, reply, { properties, at: call.now });
}

export async function unscheduleReply(
  { db, agent, now }: Call,
  { number, id }: InputOf<typeof contract.unscheduleReply>,
): Promise<null> {
  await db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, number, "edit");
    const scheduled = await takeScheduled(tx, ticket.desk_id, id);
    if (scheduled?.ticket_id !== ticket.id) throw refuse("scheduled_not_found");
    await giveBack(tx, ticket, scheduled, now);
    await announce(tx, ticket, "ticket.replyUnscheduled", now, agent.id);
  });
  return null;
}

export async function sendScheduledNow(
  call: Call,
  { number, id }: InputOf<typeof contract.sendScheduledNow>,
): Promise<Message> {
  const ticket = await findTicket(call.db, call.agent, number);
  const scheduled = await findScheduled(call.db, ticket.desk_id, id);
  if (scheduled?.ticket_id !== ticket.id) throw refuse("scheduled_not_found");
  if (scheduled.author_user_id !== call.agent.id) throw refuse("edit_forbidden");
  const message = await replyToTicket(call, scheduled.reply);
  await done(call, ticket, id);
  return message;
}

/** The job at the chosen time. May run twice: the id of the reply makes one message of it. */
export async function sendScheduled(work: Work, id: string): Promise<void> {
  const { db, deskId, now } = work;
  const scheduled = await findScheduled(db, deskId, id);
  if (!scheduled) return;
  const call = await callOf(work, scheduled);
  const refused = call ? await send(call, scheduled) : "workspace_forbidden";
  if (refused === null && call) return done(call, placeOf(scheduled), id);
  await db.transaction().execute(async (tx) => {
    const ticket = await lockTicketById(tx, deskId, scheduled.ticket_id);
    if (!(await takeScheduled(tx, deskId, id))) return;
    await giveBack(tx, placeOf(scheduled), scheduled, now);
    // In the bin nobody sees its history; its draft comes back with it.
    if (!ticket) return;
    const by = { type: "system" as const, id: null };
    await record(tx, ticket, momentOn(ticket, now), [
      { what: "send_later_stopped", cause: "sent_later", by, to: refused },
    ]);
    await announce(tx, ticket, "ticket.replyUnscheduled", now, null);
  });
}

type Place = Pick<Ticket, "desk_id" | "id" | "number">;

function placeOf({ desk_id, ticket_id: id, reply }: Scheduled): Place {
  return { desk_id, id, number: reply.number };
}

/** In the name of its author, with the rights that they have now. Null when they may no longer come in. */
async function callOf(work: Work, scheduled: Scheduled): Promise<Call | null> {
  const agent = await agentById(work.db, work.deskId, scheduled.author_user_id);
  const desk = await deskById(work.db, work.deskId);
  assert(desk, "a scheduled reply without its desk");
  const { platform, db, now } = work;
  return agent && mayWork(agent.rights) ? { platform, db, now, desk, agent, door: noDoor } : null;
}

const noDoor: Call["door"] = {
  ip: "",
  userAgent: "",
  keepSession: () => undefined,
  dropSession: () => undefined,
  header: () => null,
  bytes: () => Promise.resolve(null),
  nextFile: () => Promise.resolve(null),
};

/** Why it was refused; null when it is a message now. */
async function send(call: Call, { reply }: Scheduled): Promise<string | null> {
  try {
    await replyToTicket(call, reply);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** It is a message; the row that announced it goes. */
async function done({ db, agent, now }: Call, ticket: Place, id: string) {
  await db.transaction().execute(async (tx) => {
    if (await takeScheduled(tx, ticket.desk_id, id))
      await announce(tx, ticket, "ticket.replyUnscheduled", now, agent.id);
  });
}

/** What was to be sent is its author's draft again, above what they have written since. */
async function giveBack(tx: Tx, ticket: Place, { reply, author_user_id }: Scheduled, at: Date) {
  const { html } = letterOf(reply);
  await returnToDraft(tx, { id: author_user_id, deskId: ticket.desk_id }, ticket, "reply", {
    html,
    ...{ to: reply.to ?? [], cc: reply.cc ?? [], bcc: reply.bcc ?? [] },
    fromChannelId: reply.fromChannelId ?? null,
    replyToMessageId: reply.replyToMessageId ?? null,
    subject: reply.subject ?? null,
    attachmentIds: reply.attachmentIds ?? [],
    seenMessageId: reply.seenMessageId,
    at,
  });
}

function announce(
  tx: Tx,
  ticket: Place,
  type: "ticket.replyScheduled" | "ticket.replyUnscheduled",
  at: Date,
  byUserId: string | null,
) {
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number };
  return publish(tx, { type, deskId: ticket.desk_id, at, ids, byUserId });
}

function keyOf(id: string): string {
  return `tickets.sendScheduled ${id}`;
}
