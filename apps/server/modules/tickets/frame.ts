/** A message's HTML as a page of its own, shown in a sandboxed frame: nothing in it can act or call out. */
import { readFile } from "#contract/files.ts";
import { linkTo } from "#contract/client.ts";
import type { InputOf } from "#contract/operation.ts";
import { type readMessageFrame as contract, readMessagePicture } from "#contract/messages.ts";
import { remotePictures, sanitizeMail, textToHtml } from "#mail/sanitize.ts";
import type { Call, Download } from "#platform/call.ts";
import { findMessage } from "./access.ts";
import { frameCsp, framePage } from "./frame-page.ts";

export async function readMessageFrame(
  { db, agent }: Call,
  { number, messageId, quote, images, theme }: InputOf<typeof contract>,
): Promise<Download> {
  const { message } = await findMessage(db, agent, number, messageId);
  const html = quote ? message.html : (message.visible_html ?? message.html);
  const text = quote ? message.text : (message.visible_text ?? message.text);
  const parts = await db
    .selectFrom("attachments")
    .select(["file_id", "content_id"])
    .where("desk_id", "=", message.desk_id)
    .where("message_id", "=", message.id)
    .where("content_id", "is not", null)
    .execute();
  const files = new Map(parts.map((part) => [part.content_id ?? "", part.file_id]));
  const remote = images ? remotePictures(message.html ?? "") : [];
  // Cleaned anew at every showing, so that a rule learned later holds for old mail too.
  const { html: safe } = sanitizeMail(html ?? textToHtml(text), {
    cidUrl: (cid) => {
      const id = files.get(cid);
      return id ? linkTo(readFile, { id }) : null;
    },
    remoteImages: images ? "allow" : "block",
    remoteUrl: (url) => {
      const index = remote.indexOf(url);
      return index < 0 ? null : linkTo(readMessagePicture, { number, messageId, index });
    },
  });
  const body = framePage(safe, { theme, plain: html === null });
  return { body, type: "text/html; charset=utf-8", inline: true, csp: frameCsp };
}
