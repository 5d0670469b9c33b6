/** The pages of the outbox preview: what would have left, as its receiver sees it. */
import { sql } from "kysely";
import * as z from "zod";
import { Mailbox } from "#contract/common.ts";
import {
  type listOutbox as operation,
  OutboxMail,
  type readOutboxFrame,
  type readOutboxMail,
} from "#contract/mail.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { parseMail } from "#mail/parse.ts";
import { sanitizeMail, textToHtml } from "#mail/sanitize.ts";
import { ticketNumbers, visibleTicketIds } from "#modules/tickets";
import type { Agent, Call, Download } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

const Place = z.tuple([At, z.uuid()]);
const Boxes = z.array(Mailbox);

export type OutboxRow = NonNullable<Awaited<ReturnType<typeof outboxMail>>>;

export async function listOutbox(
  call: Call,
  { to, limit, cursor }: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  refuseWithServer(call);
  const after = readCursor(cursor, Place);
  const found = await pageQuery(call.db, call.agent, { to, limit, after }).execute();
  const { rows, nextCursor } = cutPage(found, limit, ({ at, id }) => [at.toISOString(), id]);
  const ids = rows.flatMap(({ ticket_id }) => ticket_id ?? []);
  const numbers = await ticketNumbers(call.db, call.desk.id, ids);
  return { items: rows.map((row) => toMail(row, numbers)), nextCursor };
}

type Page = Pick<InputOf<typeof operation>, "to" | "limit"> & {
  after: z.infer<typeof Place> | null;
};

export function pageQuery(db: Db, agent: Agent, { to, limit, after }: Page) {
  return mails(db, agent)
    .$if(to !== undefined, (query) =>
      query.where(sql<boolean>`receivers @> array[${to?.trim().toLowerCase()}::text]`),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
}

export async function readMail(
  call: Call,
  { id }: InputOf<typeof readOutboxMail>,
): Promise<OutboxMail> {
  const row = await outboxMail(call, id);
  const numbers = await ticketNumbers(call.db, call.desk.id, row.ticket_id ? [row.ticket_id] : []);
  return toMail(row, numbers);
}

/** The mail as a page of its own: nothing in it may act, pictures are the ones it carries. */
export async function readFrame(
  call: Call,
  { id }: InputOf<typeof readOutboxFrame>,
): Promise<Download> {
  const { raw } = await outboxMail(call, id);
  const mail = await parseMail(raw);
  const pictures = new Map(
    mail.attachments.flatMap(({ contentId, type, content }) =>
      contentId ? [[contentId, `data:${type};base64,${content.toString("base64")}`]] : [],
    ),
  );
  const body = sanitizeMail(mail.html ?? textToHtml(mail.text), {
    cidUrl: (cid) => pictures.get(cid) ?? null,
    remoteImages: "block",
  }).html;
  return { body: `${frameHead}${body}`, type: "text/html; charset=utf-8", inline: true, csp };
}

/** @throws Refusal outbox_off, mail_not_found */
export async function outboxMail(call: Call, id: string) {
  refuseWithServer(call);
  const row = await mails(call.db, call.agent).where("id", "=", id).executeTakeFirst();
  if (!row) throw refuse("mail_not_found");
  return row;
}

export function refuseWithServer({ platform }: Call) {
  if (platform.config.SMTP_OUT_URL) throw refuse("outbox_off");
}

export function boxesOf(stored: unknown) {
  return Boxes.parse(stored);
}

const csp = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";
const frameHead =
  '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><base target="_blank"><style>body{font:15px/1.5 system-ui,sans-serif;margin:0;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>';

/** Mail of the desk itself holds links that let people in: whoever reads one comes in as its receiver. */
function mails(db: Db, agent: Agent) {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .$if(!agent.rights.superAdmin, (query) =>
      query.where("ticket_id", "in", visibleTicketIds(db, agent)),
    );
}

function toMail(row: OutboxRow, numbers: Map<string, number>): OutboxMail {
  return {
    id: row.id,
    at: row.at.toISOString(),
    from: Mailbox.parse(row.from_box),
    to: boxesOf(row.to_boxes),
    cc: boxesOf(row.cc_boxes),
    subject: row.subject,
    html: row.html,
    text: row.text,
    messageId: row.message_id,
    raw: row.raw.toString("utf8"),
    attachments: OutboxMail.shape.attachments.parse(row.attachments),
    ticketNumber: row.ticket_id ? (numbers.get(row.ticket_id) ?? null) : null,
    answerable: row.ticket_id !== null,
  };
}
