/** A message whose mail was read again: its words and files become those of the new reading, everything else stays. */
import { filesByIds } from "#modules/files";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { keepAttachments, type Incoming } from "./incoming.ts";
import { previewOf } from "./ticket.ts";

export type MessageFile = {
  hash: Buffer;
  size: number;
  name: string;
  contentId: string | null;
  inline: boolean;
};

/** The message that a mail became, as it reads now. */
export type ReadMessage = {
  id: string;
  ticketId: string;
  text: string;
  html: string | null;
  visibleText: string | null;
  visibleHtml: string | null;
  files: MessageFile[];
};

export async function messageOfMail(
  db: Db | Tx,
  deskId: string,
  mailId: string,
): Promise<ReadMessage | null> {
  const row = await db
    .selectFrom("messages")
    .select(["id", "ticket_id", "text", "html", "visible_text", "visible_html"])
    .where("desk_id", "=", deskId)
    .where("mail_id", "=", mailId)
    .where("direction", "=", "incoming")
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    ticketId: row.ticket_id,
    text: row.text,
    html: row.html,
    visibleText: row.visible_text,
    visibleHtml: row.visible_html,
    files: await filesOf(db, deskId, row.id),
  };
}

async function filesOf(db: Db | Tx, deskId: string, messageId: string): Promise<MessageFile[]> {
  const rows = await db
    .selectFrom("attachments")
    .select(["file_id", "name", "content_id", "inline"])
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .orderBy("position")
    .execute();
  const ids = rows.map(({ file_id }) => file_id);
  const files = new Map((await filesByIds(db, deskId, ids)).map((file) => [file.id, file]));
  return rows.flatMap(({ file_id, name, content_id: contentId, inline }) => {
    const file = files.get(file_id);
    return file ? [{ hash: file.hash, size: file.size, name, contentId, inline }] : [];
  });
}

export type NewReading = Pick<
  Incoming,
  | "text"
  | "html"
  | "visibleText"
  | "visibleHtml"
  | "blockedImages"
  | "sanitizerVersion"
  | "truncated"
> & {
  deskId: string;
  message: Pick<ReadMessage, "id" | "ticketId">;
  /** Null = they are the same. */
  attachments: Incoming["attachments"] | null;
  now: Date;
};

/** Never a second message: the one there is reads differently. Replaced files stay in the store; others may use them. */
export async function rewriteMessage(tx: Tx, reading: NewReading): Promise<void> {
  const { deskId, message, attachments, now } = reading;
  await tx
    .updateTable("messages")
    .set({
      text: reading.text,
      html: reading.html,
      visible_text: reading.visibleText,
      visible_html: reading.visibleHtml,
      blocked_images: reading.blockedImages,
      sanitizer_version: reading.sanitizerVersion,
      truncated: reading.truncated,
    })
    .where("desk_id", "=", deskId)
    .where("id", "=", message.id)
    .execute();
  if (attachments) await replaceFiles(tx, deskId, message, attachments);
  const number = await showAnew(tx, reading);
  const ids = { ticketId: message.ticketId, ticketNumber: number, messageId: message.id };
  await publish(tx, { type: "message.reread", deskId, at: now, ids, byUserId: null });
}

async function replaceFiles(
  tx: Tx,
  deskId: string,
  message: Pick<ReadMessage, "id" | "ticketId">,
  attachments: Incoming["attachments"],
) {
  await tx
    .deleteFrom("attachments")
    .where("desk_id", "=", deskId)
    .where("message_id", "=", message.id)
    .execute();
  const ticket = { desk_id: deskId, id: message.ticketId };
  await keepAttachments(tx, ticket, message.id, attachments);
}

/** The list shows the beginning of the newest message. Answers the ticket's number. */
async function showAnew(tx: Tx, { deskId, message, text, visibleText }: NewReading) {
  await tx
    .updateTable("tickets")
    .set({ preview: previewOf(visibleText ?? text) })
    .where("desk_id", "=", deskId)
    .where("id", "=", message.ticketId)
    .where("newest_message_id", "=", message.id)
    .execute();
  const { number } = await tx
    .selectFrom("tickets")
    .select("number")
    .where("desk_id", "=", deskId)
    .where("id", "=", message.ticketId)
    .executeTakeFirstOrThrow();
  return number;
}
