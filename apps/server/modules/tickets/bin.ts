/** The bin: a deleted ticket is out of every list and can be taken back. */
import type { FormerPlace } from "#contract/live.ts";
import type { Ticket as Answer } from "#contract/tickets.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { lockBinned, lockTicket } from "./access.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { answerAfter } from "./read.ts";
import { formerPlace, momentOn, type Ticket } from "./ticket.ts";

export async function deleteTicket(call: Call, { number }: { number: number }): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, call.agent, number, "delete");
    const at = momentOn(ticket, call.now);
    await change(tx, ticket, { deleted_at: at, updated_at: at });
    await tell(tx, call, ticket, { what: "deleted", at, former: formerPlace(ticket) });
  });
  return null;
}

export function restoreTicket(call: Call, { number }: { number: number }): Promise<Answer> {
  return call.db.transaction().execute(async (tx) => {
    const ticket = await lockBinned(tx, call.agent, number);
    const at = momentOn(ticket, call.now);
    await change(tx, ticket, { deleted_at: null, updated_at: at });
    await tell(tx, call, ticket, { what: "restored", at, former: {} });
    return answerAfter(tx, call.agent, ticket);
  });
}

function change(tx: Tx, ticket: Ticket, columns: Pick<Ticket, "deleted_at" | "updated_at">) {
  return tx
    .updateTable("tickets")
    .set(columns)
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
}

type Told = { what: "deleted" | "restored"; at: Date; former: FormerPlace };

async function tell(tx: Tx, { agent, now }: Call, ticket: Ticket, { what, at, former }: Told) {
  await record(tx, ticket, at, [{ what, cause: causeOf(agent), by: byAgent(agent) }]);
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, ...former };
  const { desk_id: deskId } = ticket;
  await publish(tx, { type: `ticket.${what}`, deskId, at: now, ids, byUserId: agent.id });
}
