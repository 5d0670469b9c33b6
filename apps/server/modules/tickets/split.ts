/**
 * Splitting: a mail that came into a ticket begins another matter. It becomes a ticket of its own, with everything that
 * was said after it; joining that one again takes it back.
 */
import type { splitTicket as contract } from "#contract/joins.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { bareSubject } from "#contract/answering.ts";
import { nextTicketNumber } from "#modules/desks";
import { firstOpen, holdPipeline } from "#modules/pipelines";
import type { Selectable } from "kysely";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { lockTicket, messageOn } from "./access.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { change } from "./join-hinted.ts";
import { followMessages } from "./joined.ts";
import { newestNow } from "./newest.ts";
import { mailboxes } from "./outgoing.ts";
import { addParticipants } from "./participants.ts";
import { answerAfter } from "./read.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

type Row = Selectable<Messages>;

export function splitTicket(
  call: Call,
  { number, messageId }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, number, "edit");
    refuseIfMerged(ticket);
    const message = await messageOn(tx, ticket, messageId);
    if (message?.kind !== "message" || message.direction !== "incoming")
      throw refuse("message_not_found");
    await refuseFirst(tx, ticket, message);
    const at = momentOn(ticket, now);
    const made = await openBeside(tx, ticket, message, at);
    await moveFrom(tx, ticket, message, made.id);
    for (const one of [ticket, made])
      await change(tx, one, { ...(await newestNow(tx, one, at)), updated_at: at });
    await tell(tx, call, ticket, made, at);
    return answerAfter(tx, agent, made);
  });
}

/** A ticket without its beginning would be none. */
async function refuseFirst(tx: Tx, ticket: Ticket, { written_at: at, id }: Row) {
  const before = await tx
    .selectFrom("messages")
    .select("id")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "message")
    .where((eb) => eb(eb.refTuple("written_at", "id"), "<", eb.tuple(at, id)))
    .limit(1)
    .executeTakeFirst();
  if (!before) throw refuse("message_first");
}

/** In the same pipeline and of the same owner: what was said among few stays among them. */
async function openBeside(tx: Tx, ticket: Ticket, message: Row, at: Date) {
  const { desk_id, pipeline_id, channel_id, source } = ticket;
  const { owner_user_id, owner_team_id, assigned_team_ids } = ticket;
  const pipeline = await holdPipeline(tx, desk_id, pipeline_id);
  const contactId = message.author_contact_id;
  const made = { desk_id, id: newId(at.getTime()), number: await nextTicketNumber(tx, desk_id) };
  await tx
    .insertInto("tickets")
    .values({
      ...{ ...made, pipeline_id, channel_id, source, status_id: firstOpen(pipeline).id },
      ...{ owner_user_id, owner_team_id, assigned_team_ids },
      ...{ open: true, contact_id: contactId, created_at: message.written_at },
      company_id: contactId === ticket.contact_id ? ticket.company_id : null,
      name: bareSubject(message.subject ?? "").slice(0, 500) || ticket.name,
      ...{ updated_at: at, active_at: message.written_at, preview: "" },
    })
    .execute();
  if (contactId)
    await tx
      .insertInto("ticket_contacts")
      .values({ desk_id, ticket_id: made.id, contact_id: contactId })
      .execute();
  await addParticipants(tx, made, partsOf(message), at);
  await tx
    .insertInto("ticket_hints")
    .values({
      ...{ desk_id, ticket_id: made.id, other_ticket_id: ticket.id, reason: "split" },
      created_at: at,
    })
    .execute();
  return made;
}

function partsOf(message: Row) {
  const as = <R extends "to" | "cc">(role: R, boxes: unknown) =>
    mailboxes(boxes).map((box) => ({ ...box, role }));
  const from = { name: message.from_name, address: message.from_address ?? "" };
  return [
    { ...from, role: "from" as const },
    ...as("to", message.to_addresses),
    ...as("cc", message.cc_addresses),
  ];
}

async function moveFrom(tx: Tx, { desk_id: deskId, id: from }: Ticket, message: Row, to: string) {
  const { written_at: at, id } = message;
  const rows = await tx
    .updateTable("messages")
    .set({ ticket_id: to })
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", from)
    .where((eb) => eb(eb.refTuple("written_at", "id"), ">=", eb.tuple(at, id)))
    .returning("id")
    .execute();
  const ids = rows.map((row) => row.id);
  await followMessages(tx, { deskId, from, to }, ids);
}

async function tell(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  made: { desk_id: string; id: string; number: number },
  at: Date,
) {
  const step = { cause: causeOf(agent), by: byAgent(agent) } as const;
  await record(tx, made, at, [{ ...step, what: "created" }]);
  await record(tx, ticket, at, [{ ...step, what: "unmerged", from: String(made.number) }]);
  for (const { id: ticketId, number: ticketNumber } of [ticket, made])
    await publish(tx, {
      ...{ type: "ticket.unmerged", deskId: ticket.desk_id, at: now },
      ...{ ids: { ticketId, ticketNumber }, byUserId: agent.id },
    });
}
