/** Taking a reply back while it is still queued: it becomes a draft again, and the ticket what it was. */
import { type Selectable, sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { undoOnTicket as contract } from "#contract/replies.ts";
import { holdPipeline } from "#modules/pipelines";
import { takeBack } from "#modules/properties";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { lockTicket } from "./access.ts";
import { restoreDraft } from "./draft.ts";
import { byAgent, record, type Step } from "./history.ts";
import { newestNow } from "./newest.ts";
import { propertySteps } from "./properties.ts";
import { answerAfter } from "./read.ts";
import { formerPlace, momentOn, ownerOf, type Ticket } from "./ticket.ts";
import { placeOf, valueSteps } from "./values.ts";
import { type Before, readBefore, restored } from "./undo-state.ts";

type Row = Selectable<Messages>;

export function undoOnTicket(
  { db, agent, now }: Call,
  { number, messageId }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, number, "edit");
    const message = await lockQueued(tx, agent, ticket, messageId);
    const before = readBefore(message.before);
    const at = momentOn(ticket, now);
    await restoreDraft(tx, agent, ticket, { message, seenMessageId: before.seenMessageId, at });
    await removeMessage(tx, ticket, messageId, before);
    const { statuses } = await holdPipeline(tx, ticket.desk_id, ticket.pipeline_id);
    const columns = restored(ticket, before, statuses);
    const newest = await newestNow(tx, ticket, before.was.active_at ?? ticket.created_at);
    await tx
      .updateTable("tickets")
      .set({ ...columns, ...newest, updated_at: at })
      .where("desk_id", "=", ticket.desk_id)
      .where("id", "=", ticket.id)
      .execute();
    const values = await restoreValues(tx, agent, ticket, before);
    await record(tx, ticket, at, [...stepsOf(agent, ticket, messageId, columns), ...values]);
    const former = "owner_user_id" in columns ? formerPlace(ticket) : {};
    const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId, ...former };
    const { desk_id: deskId } = ticket;
    await publish(tx, { type: "ticket.replyUndone", deskId, at: now, ids, byUserId: agent.id });
    return { ticket: await answerAfter(tx, agent, ticket) };
  });
}

/** Only what nobody has changed since goes back to what it was. */
async function restoreValues(tx: Tx, agent: Agent, ticket: Ticket, before: Before) {
  const changes = await takeBack(tx, placeOf(ticket), before.values);
  return valueSteps(changes, byAgent(agent), "undo");
}

/** Held against the delivery, which takes the same row: one of the two comes first. */
async function lockQueued(tx: Tx, agent: Agent, ticket: Ticket, messageId: string): Promise<Row> {
  const message = await tx
    .selectFrom("messages")
    .selectAll()
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", messageId)
    .where("ticket_id", "=", ticket.id)
    .where("direction", "=", "outgoing")
    .forUpdate()
    .executeTakeFirst();
  if (!message) throw refuse("message_not_found");
  if (message.author_user_id !== agent.id) throw refuse("edit_forbidden");
  if (message.delivery !== "queued" || message.delivery_attempts > 0) throw refuse("already_sent");
  return message;
}

/** Participants whom only this reply knew go with it. */
async function removeMessage(tx: Tx, ticket: Ticket, messageId: string, { added }: Before) {
  await tx
    .deleteFrom("messages")
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", messageId)
    .execute();
  await forgetPeople(tx, ticket, added);
}

/** Those who came in with something that was taken back, unless the conversation has spoken to or from them since. */
export async function forgetPeople(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  added: readonly string[],
): Promise<void> {
  if (added.length === 0) return;
  await tx
    .deleteFrom("participants")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("address", "in", [...added])
    .where(isSilent)
    .where(isUnaddressed)
    .execute();
}

/** They wrote nothing on it. */
const isSilent = sql<boolean>`not exists (
  select from messages m where m.desk_id = participants.desk_id and m.ticket_id = participants.ticket_id
    and m.direction = 'incoming' and lower(trim(m.from_address)) = participants.address)`;

/** A colleague may have written to them since. */
const isUnaddressed = sql<boolean>`not exists (
  select from messages m, jsonb_array_elements(m.to_addresses || m.cc_addresses) box
  where m.desk_id = participants.desk_id and m.ticket_id = participants.ticket_id
    and lower(trim(box->>'address')) = participants.address)`;

function stepsOf(
  agent: Agent,
  ticket: Ticket,
  messageId: string,
  columns: ReturnType<typeof restored>,
): Step[] {
  const step = { cause: "undo", by: byAgent(agent), messageId } as const;
  const { status_id, owner_user_id } = columns;
  return [
    { ...step, what: "reply_undone" },
    ...(status_id === undefined
      ? []
      : [{ ...step, what: "status_changed", from: ticket.status_id, to: status_id } as const]),
    ...(owner_user_id === undefined
      ? []
      : [{ ...step, what: "owner_changed", from: ownerOf(ticket), to: owner_user_id } as const]),
    ...propertySteps(ticket, columns, step.by, step.cause).map((one) => ({ ...one, messageId })),
  ];
}
