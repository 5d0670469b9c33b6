/** Taking a join back: two tickets again, each as it was, with what came since where it came. */
import type { unjoinTicket as contract } from "#contract/joins.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { mayOnTicket, ticketRight } from "#modules/people";
import { holdPipeline } from "#modules/pipelines";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicketById } from "./access.ts";
import { byAgent, record, type Step } from "./history.ts";
import { change } from "./join-hinted.ts";
import { moveBack, Moved } from "./joined.ts";
import { newestNow } from "./newest.ts";
import { answerAfter } from "./read.ts";
import { momentOn, type Ticket } from "./ticket.ts";
import { forgetPeople } from "./undo.ts";
import { readBefore, restored } from "./undo-state.ts";

export function unjoinTicket(
  call: Call,
  { number }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const { ticket, other, join } = await lockJoined(tx, agent, number);
    const at = momentOn(other, momentOn(ticket, now));
    const before = readBefore(join.before);
    const way = { deskId: ticket.desk_id, from: other.id, to: ticket.id };
    await moveBack(tx, way, Moved.parse(join.moved));
    await forgetPeople(tx, other, before.added);
    const { statuses } = await holdPipeline(tx, other.desk_id, other.pipeline_id);
    const columns = restored(other, before, statuses);
    const newest = await newestNow(tx, other, other.created_at);
    await change(tx, other, { ...columns, ...newest, updated_at: at });
    await change(tx, ticket, { merged_into_id: null, deleted_at: null, updated_at: at });
    await tx
      .deleteFrom("ticket_joins")
      .where("desk_id", "=", ticket.desk_id)
      .where("ticket_id", "=", ticket.id)
      .execute();
    await tell(tx, call, ticket, other, { at, statusId: columns.status_id });
    return answerAfter(tx, agent, ticket);
  });
}

/** Both are held, the one that has the messages first. @throws Refusal ticket_not_found, edit_forbidden, join_not_found */
async function lockJoined(tx: Tx, agent: Agent, number: number) {
  const found = await tx
    .selectFrom("tickets")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .where("number", "=", number)
    .where(ticketRight(agent, "view"))
    .where((eb) => eb.or([eb("deleted_at", "is", null), eb("merged_into_id", "is not", null)]))
    .executeTakeFirst();
  if (!found) throw refuse("ticket_not_found");
  if (!mayOnTicket(agent, "edit", found)) throw refuse("edit_forbidden");
  const other = found.merged_into_id
    ? await lockTicketById(tx, agent.deskId, found.merged_into_id)
    : null;
  const join = await tx
    .selectFrom("ticket_joins")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .where("ticket_id", "=", found.id)
    .forUpdate()
    .executeTakeFirst();
  // Joined on to a third one since: that comes first.
  if (!join || other?.id !== join.into_ticket_id) throw refuse("join_not_found");
  if (!mayOnTicket(agent, "view", other)) throw refuse("ticket_not_found");
  if (!mayOnTicket(agent, "edit", other)) throw refuse("edit_forbidden");
  return { ticket: found, other, join };
}

type Happened = { at: Date; statusId: string | undefined };

async function tell(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  other: Ticket,
  { at, statusId }: Happened,
) {
  const step = { cause: "undo", by: byAgent(agent) } as const;
  await record(tx, ticket, at, [{ ...step, what: "unmerged", to: String(other.number) }]);
  const steps: Step[] = [{ ...step, what: "unmerged", from: String(ticket.number) }];
  if (statusId !== undefined && statusId !== other.status_id)
    steps.push({ ...step, what: "status_changed", from: other.status_id, to: statusId });
  await record(tx, other, at, steps);
  for (const { id: ticketId, number: ticketNumber } of [other, ticket])
    await publish(tx, {
      ...{ type: "ticket.unmerged", deskId: ticket.desk_id, at: now },
      ...{ ids: { ticketId, ticketNumber }, byUserId: agent.id },
    });
}
