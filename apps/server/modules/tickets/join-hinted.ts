/**
 * Following a hint: an agent says that a ticket belongs to another one.
 *
 * Its messages go there and count as the customer's answer, its number leads there, who wrote takes part from then on.
 * Everything that changes is kept with the join, so that it can be taken back.
 */
import type { Updateable } from "kysely";
import type { joinTicket as contract } from "#contract/joins.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import type { Tickets } from "#platform/schema.gen.ts";
import { type By, byAgent, causeOf, record, type Step } from "./history.ts";
import { movedTo } from "./join.ts";
import { lockBoth, moveAll } from "./joined.ts";
import { newestNow } from "./newest.ts";
import { addParticipants } from "./participants.ts";
import { answerAfter } from "./read.ts";
import { formerPlace, momentOn, statusColumns, type Ticket } from "./ticket.ts";
import { keepBefore } from "./undo-state.ts";

export function joinTicket(
  call: Call,
  { number, into }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const [ticket, other] = await lockBoth(tx, agent, number, into);
    await refuseWithoutHint(tx, ticket, other);
    const at = momentOn(other, momentOn(ticket, now));
    const move = (await isAnswer(tx, ticket)) ? await movedTo(tx, other) : null;
    const columns = move ? statusColumns(other, move, at) : {};
    const added = await letIn(tx, ticket, other, at);
    const way = { deskId: other.desk_id, from: ticket.id, to: other.id };
    const moved = await moveAll(tx, way);
    await change(tx, ticket, { merged_into_id: other.id, deleted_at: at, updated_at: at });
    const newest = await newestNow(tx, other, other.active_at);
    await change(tx, other, { ...columns, ...newest, updated_at: at });
    await tx
      .insertInto("ticket_joins")
      .values({
        desk_id: ticket.desk_id,
        ticket_id: ticket.id,
        into_ticket_id: other.id,
        by_user_id: agent.id,
        joined_at: at,
        moved: JSON.stringify(moved),
        before: keepBefore(other, { columns }, { added, seenMessageId: null }),
      })
      .execute();
    await tell(tx, call, ticket, other, { at, move });
    return answerAfter(tx, agent, other);
  });
}

async function refuseWithoutHint(tx: Tx, ticket: Ticket, other: Ticket) {
  const hint = await tx
    .selectFrom("ticket_hints")
    .select("reason")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("other_ticket_id", "=", other.id)
    .executeTakeFirst();
  if (!hint) throw refuse("hint_not_found");
}

/** The customer has the last word in it, and it is a person's. */
async function isAnswer(tx: Tx, ticket: Ticket): Promise<boolean> {
  if (ticket.newest_direction !== "incoming" || !ticket.newest_message_id) return false;
  const message = await tx
    .selectFrom("messages")
    .select("automatic")
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.newest_message_id)
    .executeTakeFirst();
  return message?.automatic === false;
}

/** Who wrote takes part from now on; whom they only named does not. */
async function letIn(tx: Tx, ticket: Ticket, other: Ticket, at: Date): Promise<string[]> {
  const writers = await tx
    .selectFrom("participants")
    .select(["name", "address"])
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("role", "=", "from")
    .execute();
  const parts = writers.map((one) => ({ ...one, role: "from" as const }));
  return addParticipants(tx, other, parts, at);
}

type Columns = Updateable<Tickets>;

export function change(tx: Tx, ticket: Pick<Ticket, "desk_id" | "id">, columns: Columns) {
  return tx
    .updateTable("tickets")
    .set(columns)
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
}

type Happened = { at: Date; move: Awaited<ReturnType<typeof movedTo>> };

async function tell(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  other: Ticket,
  { at, move }: Happened,
) {
  const step = { what: "merged", cause: causeOf(agent), by: byAgent(agent) } as const;
  await record(tx, ticket, at, [{ ...step, to: String(other.number) }]);
  const steps: Step[] = [{ ...step, from: String(ticket.number) }];
  const writer: By = { type: ticket.contact_id ? "contact" : "system", id: ticket.contact_id };
  if (move)
    steps.push({
      ...{ what: "status_changed", cause: move.cause, by: writer },
      ...{ from: other.status_id, to: move.status.id },
    });
  await record(tx, other, at, steps);
  const event = {
    type: "ticket.merged",
    deskId: other.desk_id,
    at: now,
    byUserId: agent.id,
  } as const;
  const gone = { ticketId: ticket.id, ticketNumber: ticket.number, ...formerPlace(ticket) };
  await publish(tx, { ...event, ids: gone });
  await publish(tx, { ...event, ids: { ticketId: other.id, ticketNumber: other.number } });
}
