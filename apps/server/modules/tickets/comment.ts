/** Commenting: an internal word in the conversation, which no contact ever sees. */
import type { ShareLevel } from "#contract/access.ts";
import type { InputOf } from "#contract/operation.ts";
import type { commentOnTicket as contract } from "#contract/comments.ts";
import type { Message } from "#contract/messages.ts";
import { cleanCommentHtml } from "#mail/sanitize.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import { refuseUncommentable } from "./commentable.ts";
import { removeSentDraft } from "./draft.ts";
import { beginFollowing } from "./follow.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { keepAttachments } from "./incoming.ts";
import { filesOf, isEmpty, type Letter, letterOf } from "./letter.ts";
import { messageAnswer } from "./message.ts";
import { fewNamedIn, keepMentions, mentionsIn, shareableAmong } from "./mentions.ts";
import { earlierAnswer, hashOf, writingOnce } from "./repeat.ts";
import { shareWith } from "./share.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

type Comment = InputOf<typeof contract>;

export function commentOnTicket(call: Call, comment: Comment): Promise<Message> {
  const { db, agent, now } = call;
  const id = comment.id ?? newId(now.getTime());
  const hash = hashOf(agent.id, comment);
  const write = () =>
    db.transaction().execute(async (tx) => {
      const ticket = await lockTicket(tx, agent, comment.number, "edit");
      const earlier = await earlierAnswer(tx, ticket, { id, hash, now });
      if (earlier) return earlier;
      refuseIfMerged(ticket);
      await refuseUncommentable(tx, agent, ticket);
      const letter = letterOf(comment, cleanCommentHtml);
      if (isEmpty(letter, comment.attachmentIds)) throw refuse("comment_empty");

      const at = momentOn(ticket, now);
      await shareWithNamed(tx, call, ticket, { id, html: letter.html, level: comment.share });
      await keepComment(tx, call, ticket, { id, hash, at, letter, comment });
      await touch(tx, ticket, at);
      await beginFollowing(tx, ticket, [agent.id], now);
      const step = { what: "commented", cause: causeOf(agent), by: byAgent(agent) } as const;
      await record(tx, ticket, at, [{ ...step, messageId: id }]);
      await removeSentDraft(tx, agent, ticket, "comment", comment);
      const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId: id };
      const { desk_id: deskId } = ticket;
      await publish(tx, { type: "ticket.commented", deskId, at: now, ids, byUserId: agent.id });
      return messageAnswer(tx, ticket, id, now);
    });
  return writingOnce(write, "messages_pkey");
}

type Naming = { id: string; html: string; level: ShareLevel | undefined };

/** @throws Refusal share_limit */
export async function shareWithNamed(
  tx: Tx,
  call: Call,
  ticket: Ticket,
  { id, html, level }: Naming,
) {
  if (!level) return;
  const ids = await shareableAmong(tx, ticket, fewNamedIn(html));
  await shareWith(tx, call, ticket, { ids, level, messageId: id });
}

type Made = { id: string; hash: Buffer; at: Date; letter: Letter; comment: Comment };

async function keepComment(tx: Tx, call: Call, ticket: Ticket, made: Made) {
  const { id, hash, at, letter, comment } = made;
  const files = await filesOf(tx, call, letter, comment.attachmentIds);
  const mentions = await mentionsIn(tx, ticket.desk_id, letter.html);
  await tx
    .insertInto("messages")
    .values({
      desk_id: ticket.desk_id,
      id,
      ticket_id: ticket.id,
      kind: "comment",
      author_user_id: call.agent.id,
      ...letter,
      mentions,
      sent_hash: hash,
      written_at: at,
    })
    .execute();
  await keepAttachments(tx, ticket, id, files);
  await keepMentions(tx, ticket, { id, at, mentions });
}

export function touch(tx: Tx, ticket: Ticket, at: Date) {
  return tx
    .updateTable("tickets")
    .set({ updated_at: at })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
}
