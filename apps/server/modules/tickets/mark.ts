import type { InputOf } from "#contract/operation.ts";
import type { markRead as contract } from "#contract/tickets.ts";
import type { Call } from "#platform/call.ts";
import { signal } from "#platform/nudge.ts";
import { findTicket } from "./access.ts";

/** Read until now, or unread until I open it again. Only for me; my other tabs hear of it. */
export async function markRead(
  { db, agent, now }: Call,
  { number, read }: InputOf<typeof contract>,
): Promise<null> {
  const ticket = await findTicket(db, agent, number);
  const newest = ticket.newest_message_at?.getTime() ?? 0;
  const mark = { read_at: new Date(read ? Math.max(now.getTime(), newest) : 0) };
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("ticket_reads")
      .values({ desk_id: agent.deskId, user_id: agent.id, ticket_id: ticket.id, ...mark })
      .onConflict((conflict) =>
        conflict.columns(["desk_id", "user_id", "ticket_id"]).doUpdateSet(mark),
      )
      .execute();
    const who = { deskId: agent.deskId, userId: agent.id, tabId: null };
    await signal(tx, { kind: "read", ticketNumber: ticket.number, ...who });
  });
  return null;
}
