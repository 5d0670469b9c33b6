/** All that a delivery needs to compose a reply as a mail. Comments are never read here. */
import type { Mailbox } from "#contract/common.ts";
import { Mailbox as MailboxShape } from "#contract/common.ts";
import type { Delivery } from "#contract/messages.ts";
import * as z from "zod";
import type { Db, Tx } from "#platform/db.ts";
import { partsOf } from "./forwarded.ts";

type Quoted = { from: Mailbox; writtenAt: Date; html: string | null; text: string };
type Heading = {
  subject: string;
  to: Mailbox[];
  cc: Mailbox[];
  parts: { fileId: string; contentId: string | null }[];
};

export type Outgoing = {
  id: string;
  ticketId: string;
  ticketNumber: number;
  channelId: string | null;
  authorUserId: string | null;
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  subject: string;
  html: string;
  text: string;
  /** Message-ID with angle brackets: fixed when it was written, the same for every attempt. */
  messageId: string;
  inReplyTo: string | null;
  /** Message-IDs of the conversation before it, oldest first. */
  references: string[];
  attachments: { fileId: string; name: string; contentId: string | null; inline: boolean }[];
  /** The message that it answers, for the quoted history. */
  quoted: Quoted | null;
  /** The message that it passes on, below what was written; `parts` are the pictures in its text. */
  forwarded: (Quoted & Heading) | null;
  /** Nobody wrote it. */
  automatic: boolean;
  delivery: Delivery;
  attempts: number;
  sendAt: Date | null;
  writtenAt: Date;
};

/** Null when it was taken back meanwhile. */
export async function outgoing(
  db: Db | Tx,
  deskId: string,
  messageId: string,
): Promise<Outgoing | null> {
  const row = await find(db, deskId, messageId);
  if (!row?.delivery || !row.message_id || !row.from_address) return null;
  const answered = row.reply_to_message_id
    ? await find(db, deskId, row.reply_to_message_id)
    : undefined;
  return {
    id: row.id,
    ticketId: row.ticket_id,
    ticketNumber: row.number,
    channelId: row.channel_id,
    authorUserId: row.author_user_id,
    from: { name: row.from_name, address: row.from_address },
    to: mailboxes(row.to_addresses),
    cc: mailboxes(row.cc_addresses),
    bcc: mailboxes(row.bcc_addresses),
    subject: row.subject ?? "",
    html: row.html ?? "",
    text: row.text,
    messageId: row.message_id,
    inReplyTo: answered?.message_id ?? null,
    references: await idsBefore(db, deskId, row),
    attachments: await attachmentsOf(db, deskId, row.id),
    // Whoever lies about their address would have us send their words to somebody else.
    quoted: answered && !row.automatic ? quoteOf(answered) : null,
    forwarded: row.forwarded_message_id
      ? await forwardedOf(db, deskId, row.forwarded_message_id)
      : null,
    automatic: row.automatic,
    delivery: row.delivery,
    attempts: row.delivery_attempts,
    sendAt: row.send_at,
    writtenAt: row.written_at,
  };
}

/** When a queued reply is to leave, and under which id. Null when it was taken back, or is no reply. */
export async function queuedReply(
  tx: Tx,
  deskId: string,
  messageId: string,
): Promise<{ messageId: string; sendAt: Date | null } | null> {
  const row = await tx
    .selectFrom("messages")
    .select(["message_id", "send_at"])
    .where("desk_id", "=", deskId)
    .where("id", "=", messageId)
    .where("delivery", "=", "queued")
    .executeTakeFirst();
  return row?.message_id ? { messageId: row.message_id, sendAt: row.send_at } : null;
}

/** Built once: making a schema costs more than using it. */
const Mailboxes = z.array(MailboxShape);

export function mailboxes(stored: unknown): Mailbox[] {
  return Mailboxes.parse(stored);
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

function find(db: Db | Tx, deskId: string, messageId: string) {
  return db
    .selectFrom("messages as m")
    .innerJoin("tickets as t", (join) =>
      join.onRef("t.desk_id", "=", "m.desk_id").onRef("t.id", "=", "m.ticket_id"),
    )
    .selectAll("m")
    .select("t.number")
    .where("m.desk_id", "=", deskId)
    .where("m.id", "=", messageId)
    .where("m.kind", "=", "message")
    .executeTakeFirst();
}

function quoteOf(answered: Row): Quoted {
  const { from_name: name, from_address: address, written_at: writtenAt, html, text } = answered;
  return { from: { name, address: address ?? "" }, writtenAt, html, text };
}

async function forwardedOf(db: Db | Tx, deskId: string, id: string) {
  const source = await find(db, deskId, id);
  if (!source) return null;
  return {
    ...quoteOf(source),
    subject: source.subject ?? "",
    to: mailboxes(source.to_addresses),
    cc: mailboxes(source.cc_addresses),
    parts: await partsOf(db, source),
  };
}

/** The newest ones are enough: programs thread by the last ids, and the first is kept by the composer. */
async function idsBefore(db: Db | Tx, deskId: string, row: Row): Promise<string[]> {
  const rows = await db
    .selectFrom("messages")
    .select("message_id")
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", row.ticket_id)
    .where("kind", "=", "message")
    .where("message_id", "is not", null)
    .where((eb) => eb(eb.refTuple("written_at", "id"), "<", eb.tuple(row.written_at, row.id)))
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return rows.flatMap(({ message_id }) => message_id ?? []).toReversed();
}

async function attachmentsOf(db: Db | Tx, deskId: string, messageId: string) {
  return db
    .selectFrom("attachments")
    .select(["file_id as fileId", "name", "content_id as contentId", "inline"])
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .orderBy("position")
    .execute();
}
