/** Following: who hears of what happens on a ticket. A word of one's own, yes or no, stands over everything else. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { followTicket as contract } from "#contract/tickets.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { findTicket } from "./access.ts";
import type { Ticket } from "./ticket.ts";

export async function followTicket(
  { db, agent, now }: Call,
  { number, follow }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const ticket = await findTicket(db, agent, number);
  await db.transaction().execute(async (tx) => {
    const row = { following: follow, at: now };
    await tx
      .insertInto("ticket_follows")
      .values({ desk_id: agent.deskId, ticket_id: ticket.id, user_id: agent.id, ...row })
      .onConflict((conflict) =>
        conflict.columns(["desk_id", "ticket_id", "user_id"]).doUpdateSet(row),
      )
      .execute();
    const ids = { ticketId: ticket.id, ticketNumber: ticket.number };
    const { desk_id: deskId } = ticket;
    await publish(tx, { type: "ticket.updated", deskId, at: now, ids, byUserId: agent.id });
  });
  return { following: follow };
}

/** Whoever comments, is given the ticket or is named hears of what follows, unless they said no. */
export async function beginFollowing(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  userIds: readonly string[],
  at: Date,
): Promise<void> {
  if (userIds.length === 0) return;
  const of = { desk_id: ticket.desk_id, ticket_id: ticket.id, following: true, at };
  await tx
    .insertInto("ticket_follows")
    .values(userIds.map((user_id) => ({ ...of, user_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
