import { forwardMessage } from "#contract/replies.ts";
import type { Message } from "#contract/messages.ts";
import { call } from "./api.ts";
import { ticketChanged } from "./apply.ts";
import { clear, deskAt, quiet } from "./drafts.ts";
import { imagine } from "./imagine.ts";
import { patchTicket } from "./lists.ts";
import { type Sending, type Sent, showMessage, takeBack } from "./reply.ts";

/** Passes on the message of this desk; when the server refuses, everything is back in the editor as it was. */
export async function forward(sending: Sending): Promise<Sent> {
  const { key, number, author, to, cc, bcc, fromChannelId } = sending;
  await quiet(key);
  const desk = deskAt(key);
  const messageId = desk?.writing.replyToMessageId;
  if (!desk || !messageId) return { problem: null };
  const { writing, sendId: id, version } = desk;
  clear(key);
  const shown = { id, number, kind: "message" as const, author, writing, to, cc, bcc };
  showMessage(number, imagine({ ...shown, channelId: fromChannelId, forwards: true }));
  try {
    const message: Message = await call(forwardMessage, {
      ...{ number, messageId, id, to, cc, bcc, fromChannelId },
      html: writing.html,
      attachmentIds: writing.attachments.map((file) => file.id),
      draftVersion: version,
      ...(writing.subject ? { subject: writing.subject } : {}),
    });
    showMessage(number, message);
    patchTicket(number, { hasDraft: false, draft: null });
    ticketChanged(number);
    return { message };
  } catch (error) {
    return takeBack(desk, error);
  }
}
