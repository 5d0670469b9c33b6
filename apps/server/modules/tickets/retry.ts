import type { InputOf } from "#contract/operation.ts";
import type { Message, retryMessage as contract } from "#contract/messages.ts";
import type { Call } from "#platform/call.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import { messageAnswer } from "./message.ts";

/** Queues a message that failed, or of which nobody knows, again: the same mail under the same Message-ID. */
export function retryMessage(
  { db, agent, now }: Call,
  { number, messageId }: InputOf<typeof contract>,
): Promise<Message> {
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, number, "edit");
    const message = await tx
      .selectFrom("messages")
      .select("delivery")
      .where("desk_id", "=", ticket.desk_id)
      .where("id", "=", messageId)
      .where("ticket_id", "=", ticket.id)
      .where("direction", "=", "outgoing")
      .forUpdate()
      .executeTakeFirst();
    if (!message) throw refuse("message_not_found");
    if (message.delivery !== "failed" && message.delivery !== "unknown") throw refuse("not_failed");
    await tx
      .updateTable("messages")
      .set({ delivery: "queued", delivery_error: null, send_at: now })
      .where("desk_id", "=", ticket.desk_id)
      .where("id", "=", messageId)
      .execute();
    const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
    const { desk_id: deskId } = ticket;
    await publish(tx, { type: "message.retried", deskId, at: now, ids, byUserId: agent.id });
    return messageAnswer(tx, ticket, messageId, now);
  });
}
