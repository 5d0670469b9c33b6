/** What another module does to a ticket: held, written into its history, told. */
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { lockTicket } from "./access.ts";
import { byAgent, causeOf, record, type Step } from "./history.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn } from "./ticket.ts";

/**
 * Does `work` with the ticket held; answers false when it changed nothing.
 * @throws Refusal ticket_not_found, edit_forbidden, ticket_merged
 */
export async function noteOnTicket(
  tx: Tx,
  call: Call,
  number: number,
  work: (ticketId: string) => Promise<Pick<Step, "what" | "from" | "to"> | null>,
): Promise<boolean> {
  const { agent, now } = call;
  const ticket = await lockTicket(tx, agent, number, "edit");
  refuseIfMerged(ticket);
  const step = await work(ticket.id);
  if (!step) return false;
  const at = momentOn(ticket, now);
  await tx
    .updateTable("tickets")
    .set({ updated_at: at })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
  await record(tx, ticket, at, [{ ...step, cause: causeOf(agent), by: byAgent(agent) }]);
  const ids = { ticketId: ticket.id, ticketNumber: number };
  const event = { deskId: ticket.desk_id, at: now, ids, byUserId: agent.id, changed: [] };
  await publish(tx, { type: "ticket.updated", ...event });
  return true;
}
