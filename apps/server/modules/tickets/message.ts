/** Messages as the API shows them. */
import { type Expression, type Selectable, sql } from "kysely";
import type { Message } from "#contract/messages.ts";
import { Trust } from "#contract/trust.ts";
import { filesByIds } from "#modules/files";
import { contactName } from "#modules/contacts";
import { userName } from "#modules/people";
import { asText, type Db, type Tx } from "#platform/db.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { mailboxes } from "./outgoing.ts";
import type { Ticket } from "./ticket.ts";

type Attached = { fileId: string; name: string; inline: boolean };

/** Messages and comments of a ticket, unordered. Columns that no answer is made of stay there. */
export function messageRows(
  db: Db | Tx,
  ticket: { desk_id: string; id: string | Expression<string> },
) {
  return db
    .selectFrom("messages")
    .select(shown.as("attached"))
    .$castTo<Shown>()
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("deleted_at", "is", null);
}

const columns = [
  ...(["id", "kind", "direction", "channel_id", "author_user_id", "author_contact_id"] as const),
  ...(["from_name", "from_address", "to_addresses", "cc_addresses", "bcc_addresses"] as const),
  ...(["subject", "text", "html", "visible_text", "blocked_images", "delivery"] as const),
  ...([
    "delivery_error",
    "send_at",
    "reply_to_message_id",
    "forwarded_message_id",
    "automatic",
    "verified",
    "trust",
    "forwarded_by_user_id",
  ] as const),
  ...(["truncated", "mentions", "mail_id", "written_at", "edited_at", "edition"] as const),
] as const;

type Shown = Pick<Selectable<Messages>, (typeof columns)[number]> & {
  folded_html: boolean;
  user_name: string | null;
  forwarder_name: string | null;
  contact_name: string | null;
  attached: Attached[] | null;
};

const attached = sql<Attached[] | null>`(
  select json_agg(json_build_object('fileId', a.file_id, 'name', a.name, 'inline', a.inline) order by a.position)
  from attachments a where a.desk_id = messages.desk_id and a.message_id = messages.id)`;

/** One piece of text, as for tickets: every conversation that opens asks for it. */
const shown = asText<Attached[] | null>(sql`
  ${sql.join(columns.map((name) => sql.ref(`messages.${name}`)))},
  messages.visible_html is not null as folded_html,
  ${userName(sql.ref("messages.desk_id"), sql.ref("messages.author_user_id"))} as user_name,
  ${userName(sql.ref("messages.desk_id"), sql.ref("messages.forwarded_by_user_id"))} as forwarder_name,
  ${contactName(sql.ref("messages.desk_id"), sql.ref("messages.author_contact_id"))} as contact_name,
  ${attached}`);

export type MessageRow = Awaited<ReturnType<ReturnType<typeof messageRows>["execute"]>>[number] & {
  /** Only where somebody reads the whole conversation. */
  my_mention?: "open" | "resolved" | null;
};

/** @throws when the message is not there: the caller has just written or found it. */
export async function messageAnswer(
  db: Db | Tx,
  ticket: Pick<Ticket, "desk_id" | "id" | "number">,
  messageId: string,
  now: Date,
): Promise<Message> {
  const row = await messageRows(db, ticket).where("id", "=", messageId).executeTakeFirstOrThrow();
  const [message] = await toMessages(db, ticket, [row], now);
  if (!message) throw new Error(`message ${messageId} was not read`);
  return message;
}

function judgementOf(row: MessageRow) {
  return {
    automatic: row.automatic,
    verified: row.verified,
    trust: row.trust === null ? null : Trust.parse(row.trust),
    truncated: row.truncated,
  };
}

export async function toMessages(
  db: Db | Tx,
  ticket: Pick<Ticket, "desk_id" | "number">,
  rows: readonly MessageRow[],
  now: Date,
): Promise<Message[]> {
  const fileIds = rows.flatMap((row) => (row.attached ?? []).map(({ fileId }) => fileId));
  const files = new Map(
    (await filesByIds(db, ticket.desk_id, [...new Set(fileIds)])).map((file) => [file.id, file]),
  );
  return rows.map((row) => ({
    id: row.id,
    ticketNumber: ticket.number,
    kind: row.kind,
    direction: row.direction,
    channelId: row.channel_id,
    author: authorOf(row),
    ...addressesOf(row),
    ...wordsOf(row),
    blockedImages: row.blocked_images,
    imagesAllowed: false,
    attachments: (row.attached ?? []).flatMap(({ fileId: id, name, inline }) => {
      const file = files.get(id);
      return file ? [{ id, name, size: file.size, type: file.type, inline }] : [];
    }),
    ...deliveryOf(row, now),
    replyToMessageId: row.reply_to_message_id,
    forwardedMessageId: row.forwarded_message_id,
    ...outsideOf(row),
    ...judgementOf(row),
    mentions: row.mentions,
    myMention: row.my_mention ?? null,
    hasSource: row.mail_id !== null || row.delivery === "sent",
    writtenAt: row.written_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    edition: row.edition,
  }));
}

function authorOf(row: MessageRow): Message["author"] {
  if (row.author_user_id)
    return { type: "user", id: row.author_user_id, name: row.user_name ?? "" };
  const name = row.contact_name ?? (row.from_name || (row.from_address ?? ""));
  if (row.author_contact_id) return { type: "contact", id: row.author_contact_id, name };
  return { type: "system", id: null, name };
}

/** What a colleague did with it in their own mail program. */
function outsideOf({ forwarded_by_user_id: id, forwarder_name: name, ...row }: MessageRow) {
  return {
    forwardedBy: id ? { id, name: name ?? "" } : null,
    fromOutside: row.direction === "outgoing" && row.mail_id !== null,
  };
}

function wordsOf(row: MessageRow) {
  return {
    subject: row.subject,
    html: row.html,
    text: row.text,
    visibleText: row.visible_text ?? row.text,
    hasQuote: row.visible_text !== null || row.folded_html,
  };
}

function addressesOf(row: MessageRow) {
  return {
    from: row.from_address === null ? null : { name: row.from_name, address: row.from_address },
    to: mailboxes(row.to_addresses),
    cc: mailboxes(row.cc_addresses),
    bcc: row.direction === "outgoing" ? mailboxes(row.bcc_addresses) : [],
  };
}

function deliveryOf(row: MessageRow, now: Date) {
  const undoable = row.delivery === "queued" && row.send_at !== null && row.send_at > now;
  return {
    delivery: row.delivery,
    deliveryError: row.delivery_error,
    undoUntil: undoable ? (row.send_at?.toISOString() ?? null) : null,
  };
}
