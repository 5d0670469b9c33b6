/** Changing a comment of one's own: what it said before is kept, and whom it names now and did not before is told. */
import type { Selectable } from "kysely";
import type { editComment as contract } from "#contract/comments.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Message } from "#contract/messages.ts";
import { cleanCommentHtml } from "#mail/sanitize.ts";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { lockTicket, messageOn } from "./access.ts";
import { shareWithNamed, touch } from "./comment.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { keepAttachments } from "./incoming.ts";
import { filesOf, isEmpty, type Letter, letterOf } from "./letter.ts";
import { keepMentions, mentionsIn } from "./mentions.ts";
import { messageAnswer } from "./message.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

type Comment = Selectable<Messages>;

export function editComment(call: Call, change: InputOf<typeof contract>): Promise<Message> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, change.number, "edit");
    refuseIfMerged(ticket);
    const comment = await ownComment(tx, agent, ticket, change.messageId);
    const letter = letterOf({ html: change.html }, cleanCommentHtml);
    const fileIds = await attachedTo(tx, comment);
    if (isEmpty(letter, fileIds)) throw refuse("comment_empty");
    if (letter.html === comment.html) return messageAnswer(tx, ticket, comment.id, now);
    if (change.edition !== undefined && change.edition !== comment.edition)
      throw refuse("comment_outdated");

    const at = momentOn(ticket, now);
    const { id } = comment;
    await shareWithNamed(tx, call, ticket, { id, html: letter.html, level: change.share });
    await rewrite(tx, call, ticket, { comment, letter, fileIds, at });
    await touch(tx, ticket, at);
    const step = { what: "comment_edited", cause: causeOf(agent), by: byAgent(agent) } as const;
    await record(tx, ticket, at, [{ ...step, messageId: id }]);
    const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId: id };
    const event = { deskId: ticket.desk_id, at, ids, byUserId: agent.id };
    await publish(tx, { type: "ticket.commentEdited", ...event });
    return messageAnswer(tx, ticket, id, now);
  });
}

async function ownComment(tx: Tx, agent: Agent, ticket: Ticket, id: string): Promise<Comment> {
  const comment = await messageOn(tx, ticket, id);
  if (comment?.kind !== "comment") throw refuse("message_not_found");
  if (comment.author_user_id !== agent.id) throw refuse("comment_forbidden");
  return comment;
}

async function attachedTo(tx: Tx, { desk_id, id }: Comment): Promise<string[]> {
  const rows = await tx
    .selectFrom("attachments")
    .select("file_id")
    .where("desk_id", "=", desk_id)
    .where("message_id", "=", id)
    .execute();
  return rows.map(({ file_id }) => file_id);
}

type Rewriting = { comment: Comment; letter: Letter; fileIds: readonly string[]; at: Date };

async function rewrite(tx: Tx, call: Call, ticket: Ticket, rewriting: Rewriting) {
  const { comment, letter, fileIds, at } = rewriting;
  await tx
    .insertInto("comment_versions")
    .values({
      desk_id: comment.desk_id,
      message_id: comment.id,
      edition: comment.edition,
      html: comment.html ?? "",
      text: comment.text,
      at: comment.edited_at ?? comment.written_at,
    })
    .execute();
  const mentions = await mentionsIn(tx, ticket.desk_id, letter.html);
  await tx
    .updateTable("messages")
    .set({ ...letter, mentions, edition: comment.edition + 1, edited_at: at })
    .where("desk_id", "=", comment.desk_id)
    .where("id", "=", comment.id)
    .execute();
  await keepPictures(tx, call, ticket, { comment, letter, fileIds });
  await keepMentions(tx, ticket, { id: comment.id, at, mentions });
}

/** Files that it has stay, also pictures that the text shows no more: an earlier text does. */
async function keepPictures(
  tx: Tx,
  call: Call,
  ticket: Ticket,
  { comment, letter, fileIds }: Omit<Rewriting, "at">,
) {
  const files = await filesOf(tx, call, letter, []);
  const added = files.filter(({ fileId }) => !fileIds.includes(fileId));
  await keepAttachments(tx, ticket, comment.id, added, fileIds.length);
}
