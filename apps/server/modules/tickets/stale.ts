/** Nobody answers blindly: a reply says what its author had seen. */
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { messageOn } from "./access.ts";
import type { Ticket } from "./ticket.ts";

export function refuseIfMerged(ticket: Ticket) {
  if (ticket.merged_into_id) throw refuse("ticket_merged", { into: ticket.merged_into_id });
}

/**
 * Somebody wrote while the agent was typing, the customer or a colleague: the answer may no longer fit. The agent
 * reads the new messages and sends again. Comments do not count.
 */
export async function refuseIfOutdated(tx: Tx, ticket: Ticket, seenMessageId: string | null) {
  if (ticket.newest_message_id === seenMessageId) return;
  const newest = await messagesSince(tx, ticket, seenMessageId);
  if (newest.length > 0) throw refuse("reply_outdated", { newest });
}

/** Ids of messages after the one seen, oldest first; a message that is not of this ticket counts as none. */
async function messagesSince(tx: Tx, ticket: Ticket, seenMessageId: string | null) {
  const seen = seenMessageId ? await messageOn(tx, ticket, seenMessageId) : null;
  const rows = await tx
    .selectFrom("messages")
    .select("id")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "message")
    // A forward asks somebody outside; it says nothing to the customer.
    .where("forwarded_message_id", "is", null)
    .$if(seen !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("written_at", "id"),
          ">",
          eb.tuple(seen?.written_at ?? new Date(0), seen?.id ?? ticket.id),
        ),
      ),
    )
    .orderBy("written_at")
    .orderBy("id")
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}
