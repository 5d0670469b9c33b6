import type { Problem } from "#contract/refusals.ts";
import { commentOnTicket, type Message } from "#contract/tickets.ts";
import { call } from "./api.ts";
import { ticketChanged } from "./apply.ts";
import { clear, deskAt, quiet } from "./drafts.ts";
import { patchTicket } from "./lists.ts";
import { imagine } from "./imagine.ts";
import { shareWithNamed, sharing } from "./sharing.ts";
import { showMessage, takeBack } from "./reply.ts";

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
