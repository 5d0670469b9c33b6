import { deleteComment, editComment, restoreComment, commentOnTicket } from "#contract/comments.ts";
import type { Problem } from "#contract/refusals.ts";
import type { Message } from "#contract/messages.ts";
import { call, problemOf } from "./api.ts";
import { ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { clear, deskAt, quiet } from "./drafts.ts";
import { patchTicket } from "./lists.ts";
import { imagine } from "./imagine.ts";
import { shareWithNamed, sharing } from "./sharing.ts";
import { queries } from "./queries.ts";
import { dropMessage, showMessage, takeBack } from "./reply.ts";

type Commenting = { key: string; number: number; author: { id: string; name: string } };

/** Adds the comment on this desk; the thread shows it at once. `problem: null` = the network is away. */
export async function addComment({
  key,
  number,
  author,
}: Commenting): Promise<{ message: Message } | { problem: Problem | null }> {
  await quiet(key);
  const desk = deskAt(key);
  if (!desk) return { problem: null };
  const { writing, sendId, version } = desk;
  const share = sharing.get().get(key);
  clear(key);
  showMessage(number, imagine({ id: sendId, number, author, writing, kind: "comment" }));
  try {
    const attachmentIds = writing.attachments.map((file) => file.id);
    const message = await call(commentOnTicket, {
      number,
      id: sendId,
      html: writing.html,
      attachmentIds,
      draftVersion: version,
      ...(share ? { share } : {}),
    });
    shareWithNamed(key, null);
    showMessage(number, message);
    patchTicket(number, { hasDraft: false, draft: null });
    ticketChanged(number);
    return { message };
  } catch (error) {
    return takeBack(desk, error);
  }
}

type Changing = { number: number; id: string; html: string; edition: number };

/** Undefined when it is saved; null = the network is away. */
export async function changeComment({
  number,
  id: messageId,
  html,
  edition,
}: Changing): Promise<Problem | null | undefined> {
  const key = `edit:${messageId}`;
  const share = sharing.get().get(key);
  try {
    const change = { number, messageId, html, edition, ...(share ? { share } : {}) };
    const message = await call(editComment, change);
    shareWithNamed(key, null);
    showMessage(number, message);
    ticketChanged(number);
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** Gone at once; back when the server refuses. */
export async function removeComment(message: Message): Promise<void> {
  const { ticketNumber: number, id: messageId } = message;
  dropMessage(number, messageId);
  try {
    await call(deleteComment, { number, messageId });
  } finally {
    void cache.invalidateQueries({ queryKey: queries.messages(number).queryKey });
  }
}

export async function bringBack({ ticketNumber: number, id: messageId }: Message): Promise<void> {
  await call(restoreComment, { number, messageId });
  void cache.invalidateQueries({ queryKey: queries.messages(number).queryKey });
}
