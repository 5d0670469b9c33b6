/** Deleting a comment and bringing it back. What hangs on it stays, unseen. */
import type { Selectable } from "kysely";
import type { deleteComment as contract } from "#contract/comments.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Message } from "#contract/messages.ts";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { lockTicket } from "./access.ts";
import { touch } from "./comment.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { nameOnly } from "./mentions.ts";
import { messageAnswer } from "./message.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

type Which = InputOf<typeof contract>;
type Comment = Selectable<Messages>;

export async function deleteComment(call: Call, { number, messageId }: Which): Promise<null> {
  const { db, agent } = call;
  await db.transaction().execute(async (tx) => {
    const { ticket, comment } = await lockComment(tx, agent, number, messageId);
    if (comment.deleted_at) throw refuse("message_not_found");
    if (!mayDelete(agent, comment.author_user_id)) throw refuse("comment_forbidden");
    await nameOnly(tx, ticket, messageId, []);
    await settle(tx, call, ticket, { messageId, what: "deleted" });
  });
  return null;
}

export function restoreComment(call: Call, { number, messageId }: Which): Promise<Message> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const { ticket, comment } = await lockComment(tx, agent, number, messageId);
    const mayRestore = comment.deleted_at ? comment.deleted_by_user_id : comment.author_user_id;
    if (!mayDelete(agent, mayRestore)) throw refuse("comment_forbidden");
    if (comment.deleted_at) {
      await nameOnly(tx, ticket, messageId, comment.mentions);
      await settle(tx, call, ticket, { messageId, what: "restored" });
    }
    return messageAnswer(tx, ticket, messageId, now);
  });
}

/** Also one that is deleted. @throws Refusal ticket_not_found, edit_forbidden, ticket_merged, message_not_found */
async function lockComment(
  tx: Tx,
  agent: Agent,
  number: number,
  messageId: string,
): Promise<{ ticket: Ticket; comment: Comment }> {
  const ticket = await lockTicket(tx, agent, number, "edit");
  refuseIfMerged(ticket);
  const comment = await tx
    .selectFrom("messages")
    .selectAll()
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", messageId)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "comment")
    .executeTakeFirst();
  if (!comment) throw refuse("message_not_found");
  return { ticket, comment };
}

function mayDelete({ id, rights }: Agent, whose: string | null): boolean {
  return rights.superAdmin || whose === id;
}

type Settled = { messageId: string; what: "deleted" | "restored" };

async function settle(tx: Tx, call: Call, ticket: Ticket, { messageId, what }: Settled) {
  const { agent, now } = call;
  const at = momentOn(ticket, now);
  const gone = what === "deleted";
  await tx
    .updateTable("messages")
    .set({ deleted_at: gone ? at : null, deleted_by_user_id: gone ? agent.id : null })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", messageId)
    .execute();
  await touch(tx, ticket, at);
  const step = { what: `comment_${what}`, cause: causeOf(agent), by: byAgent(agent) } as const;
  await record(tx, ticket, at, [{ ...step, messageId }]);
  const type = gone ? "ticket.commentDeleted" : "ticket.commentRestored";
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
  await publish(tx, { type, deskId: ticket.desk_id, at: now, ids, byUserId: agent.id });
}
