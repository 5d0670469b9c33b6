/** The ledger page: the fate of every mail, and how many still wait for theirs. */
import assert from "node:assert/strict";
import { type ExpressionBuilder, sql } from "kysely";
import * as z from "zod";
import type {
  readLedger as operation,
  readLedgerEntry as entryOperation,
  readLedgerSource,
} from "#contract/ledger.ts";
import type { Fate, LedgerEntry } from "#contract/mail.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { canSeeTickets, ticketNumbers, visibleTicketIds } from "#modules/tickets";
import type { Agent, Call, Download } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { DB } from "#platform/schema.gen.ts";
import { mayOnMails } from "./access.ts";
import { readRaw } from "./raw.ts";

const Place = z.tuple([At, z.uuid()]);

/** Minutes that a mail may wait for its fate before that is alarming: it is read within seconds. */
export const minutesToSettle = 10;

export async function readLedger(
  call: Call,
  { limit, cursor, ...filter }: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const after = readCursor(cursor, Place);
  const page = { limit, after, filter, sees: await mayOnMails(call, "view") };
  const found = await entriesQuery(call.db, call.agent, page).execute();
  const { rows, nextCursor } = cutPage(found, limit, ({ received_at, id }) => [
    received_at.toISOString(),
    id,
  ]);
  return { items: await toEntries(call, rows), nextCursor, summary: await summaryOf(call) };
}

/** @throws Refusal mail_not_found */
export async function readEntry(
  call: Call,
  { id }: InputOf<typeof entryOperation>,
): Promise<LedgerEntry> {
  const row = await entries(call.db, call.desk.id).where("id", "=", id).executeTakeFirst();
  if (!row) throw refuse("mail_not_found");
  const [entry] = await toEntries(call, [row]);
  assert(entry, "a row without its entry");
  return entry;
}

/** A received mail byte by byte. */
export async function readSource(
  call: Call,
  { id }: InputOf<typeof readLedgerSource>,
): Promise<Download> {
  const row = await call.db
    .selectFrom("mails")
    .select(["desk_id", "raw", "raw_hash", "fate", whose.as("whose_id")])
    .where("desk_id", "=", call.desk.id)
    .where("id", "=", id)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row || !(await readerOf(call, [row]))(row)) throw refuse("mail_not_found");
  const body = await readRaw(call.platform, row);
  return { body, type: "message/rfc822", name: `${id}.eml`, size: body.length };
}

/** The ticket that a mail is in; of a later delivery that of the first, which may have been restored from the spam since. */
const whose = sql<string | null>`coalesce(mails.ticket_id, (select o.ticket_id from mails o
  where o.desk_id = mails.desk_id and o.id = mails.duplicate_of_id))`;

/**
 * The words of a mail are its ticket's, or everybody's who may see what is nobody's: the settings right alone shows how it
 * fared. What waits may be anybody's.
 */
async function readerOf(call: Call, rows: readonly { whose_id: string | null }[]) {
  const ids = rows.flatMap(({ whose_id: id }) => id ?? []);
  const visible = await canSeeTickets(call.db, call.agent, ids);
  const seesOthers = await mayOnMails(call, "view");
  return ({ fate, whose_id: id }: { fate: Fate; whose_id: string | null }): boolean => {
    if (call.agent.rights.superAdmin) return true;
    return id === null ? fate !== "received" && seesOthers : visible.has(id);
  };
}

type Row = Awaited<ReturnType<ReturnType<typeof entriesQuery>["execute"]>>[number];

export type LedgerFilter = Omit<InputOf<typeof operation>, "limit" | "cursor">;

type Page = {
  filter: LedgerFilter;
  limit: number;
  after: z.infer<typeof Place> | null;
  /** Whether the mails that are no ticket's may be read. */
  sees: boolean;
};

export function entriesQuery(db: Db, agent: Agent, { filter, limit, after, sees }: Page) {
  return entries(db, agent.deskId)
    .where((eb) => eb.and(narrowed(eb, filter)))
    .$if(filter.q !== undefined, (query) =>
      query.where(saidToMe(db, agent, { q: filter.q ?? "", sees })),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
}

/** What a filter asks of a row, but for its words. */
export function narrowed(eb: ExpressionBuilder<DB, "mails">, filter: LedgerFilter) {
  const { fate, channelId, via, from, until, workId } = filter;
  return [
    ...(fate ? [eb("fate", "=", fate)] : []),
    ...(channelId ? [eb("channel_id", "=", channelId)] : []),
    ...(via ? [eb("via", "=", via)] : []),
    ...(from ? [eb("received_at", ">=", new Date(from))] : []),
    ...(until ? [eb("received_at", "<", new Date(until))] : []),
    ...(workId ? [eb("work_id", "=", workId)] : []),
  ];
}

/** Written in the sender's address or the subject. */
export function said(q: string) {
  return sql<boolean>`lower(coalesce(from_address, '') || ' ' || coalesce(subject, '')) like ${partOf(q)}`;
}

/** Whoever may not read the subject of a mail does not find it by that either: they would learn it letter by letter. */
function saidToMe(db: Db, agent: Agent, { q, sees }: { q: string; sees: boolean }) {
  if (agent.rights.superAdmin) return said(q);
  return sql<boolean>`${said(q)} and (lower(from_address) like ${partOf(q)}
    or (${sees} and ${whose} is null and fate <> 'received') or ${whose} in (${visibleTicketIds(db, agent)}))`;
}

function partOf(q: string): string {
  return `%${q.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

function entries(db: Db, deskId: string) {
  return db
    .selectFrom("mails")
    .select([
      "id",
      "received_at",
      "channel_id",
      "via",
      "from_address",
      "envelope_from",
      "envelope_to",
      "subject",
      "message_id",
      "size",
      "fate",
      "reason",
      "ticket_id",
      "duplicate_of_id",
      "quiet",
      "settled_at",
      whose.as("whose_id"),
    ])
    .where("desk_id", "=", deskId);
}

async function toEntries(call: Call, rows: readonly Row[]): Promise<LedgerEntry[]> {
  const ids = rows.flatMap(({ ticket_id }) => ticket_id ?? []);
  const numbers = await ticketNumbers(call.db, call.desk.id, ids);
  const reads = await readerOf(call, rows);
  return rows.map((row) => (reads(row) ? toEntry(row, numbers) : outline(row)));
}

function toEntry(row: Row, numbers: Map<string, number>): LedgerEntry {
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    channelId: row.channel_id,
    via: row.via,
    from: row.from_address ?? row.envelope_from,
    to: row.envelope_to,
    subject: row.subject,
    messageId: row.message_id,
    size: row.size,
    fate: row.fate,
    reason: row.reason,
    ticketNumber: row.ticket_id ? (numbers.get(row.ticket_id) ?? null) : null,
    duplicateOfId: row.duplicate_of_id,
    quiet: row.quiet,
    settledAt: row.settled_at?.toISOString() ?? null,
    readable: true,
  };
}

function outline(row: Row): LedgerEntry {
  return { ...toEntry(row, new Map()), subject: null, readable: false };
}

async function summaryOf({ db, desk, now }: Call) {
  const { rows } = await summaryQuery(desk.id, now).execute(db);
  const [summary] = rows;
  assert(summary, "a sum without a row");
  return summary;
}

export function summaryQuery(deskId: string, now: Date) {
  const late = new Date(now.getTime() - minutesToSettle * 60_000);
  return sql<{ received: number; unaccounted: number; stuck: number }>`
    select coalesce((select received from mail_counts where desk_id = ${deskId}), 0) as received,
      count(*) as unaccounted, count(*) filter (where received_at < ${late}) as stuck
    from mails where desk_id = ${deskId} and fate = 'received'`;
}
