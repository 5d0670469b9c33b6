/** The bin: a deleted ticket is out of every list and can be taken back. */
import type { Ticket as Answer } from "#contract/tickets.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { lockBinned, lockTicket } from "./access.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { answerAfter } from "./read.ts";
import { momentOn, type Ticket } from "./ticket.ts";

export async function deleteTicket(call: Call, { number }: { number: number }): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, call.agent, number, "delete");
    await put(tx, call, ticket, { into: true });
  });
  return null;
}

export function restoreTicket(call: Call, { number }: { number: number }): Promise<Answer> {
  return call.db.transaction().execute(async (tx) => {
    const ticket = await lockBinned(tx, call.agent, number);
    await put(tx, call, ticket, { into: false });
    return answerAfter(tx, call.agent, ticket);
  });
}

async function put(tx: Tx, { agent, now }: Call, ticket: Ticket, { into }: { into: boolean }) {
  const at = momentOn(ticket, now);
  await tx
    .updateTable("tickets")
    .set({ deleted_at: into ? at : null, updated_at: at })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
  const what = into ? "deleted" : "restored";
  await record(tx, ticket, at, [{ what, cause: causeOf(agent), by: byAgent(agent) }]);
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number };
  const { desk_id: deskId } = ticket;
  await publish(tx, { type: `ticket.${what}`, deskId, at: now, ids, byUserId: agent.id });
}
