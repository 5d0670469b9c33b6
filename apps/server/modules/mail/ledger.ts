/** The ledger page: the fate of every mail, and how many still wait for theirs. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import * as z from "zod";
import type { LedgerEntry, readLedger as operation, readLedgerSource } from "#contract/mail.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { canSeeTickets, ticketNumbers } from "#modules/tickets";
import type { Call, Download } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { readRaw } from "./raw.ts";

const Place = z.tuple([At, z.uuid()]);

export async function readLedger(
  call: Call,
  { fate, limit, cursor }: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const after = readCursor(cursor, Place);
  const found = await entriesQuery(call.db, call.desk.id, { fate, limit, after }).execute();
  const { rows, nextCursor } = cutPage(found, limit, ({ received_at, id }) => [
    received_at.toISOString(),
    id,
  ]);
  const ids = rows.flatMap(({ ticket_id }) => ticket_id ?? []);
  const numbers = await ticketNumbers(call.db, call.desk.id, ids);
  const visible = await canSeeTickets(call.db, call.agent, ids);
  const items = rows.map((row) =>
    maySee(call, row, visible) ? toEntry(row, numbers) : outline(row),
  );
  return { items, nextCursor, summary: await summaryOf(call) };
}

/** A received mail byte by byte. */
export async function readSource(
  call: Call,
  { id }: InputOf<typeof readLedgerSource>,
): Promise<Download> {
  const row = await call.db
    .selectFrom("mails")
    .select(["desk_id", "raw", "raw_hash", "fate", "ticket_id"])
    .where("desk_id", "=", call.desk.id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw refuse("mail_not_found");
  const visible = await canSeeTickets(call.db, call.agent, row.ticket_id ? [row.ticket_id] : []);
  if (!maySee(call, row, visible)) throw refuse("mail_not_found");
  const body = await readRaw(call.platform, row);
  return { body, type: "message/rfc822", name: `${id}.eml`, size: body.length };
}

/** The words of a mail are its ticket's: the settings right alone shows how it fared. What waits may be anybody's. */
function maySee(
  { agent }: Call,
  { fate, ticket_id }: Pick<Row, "fate" | "ticket_id">,
  visible: Set<string>,
): boolean {
  if (agent.rights.superAdmin) return true;
  return ticket_id === null ? fate !== "received" : visible.has(ticket_id);
}

type Row = Awaited<ReturnType<ReturnType<typeof entriesQuery>["execute"]>>[number];

type Page = Pick<InputOf<typeof operation>, "fate" | "limit"> & {
  after: z.infer<typeof Place> | null;
};

export function entriesQuery(db: Db, deskId: string, { fate, limit, after }: Page) {
  return db
    .selectFrom("mails")
    .select([
      "id",
      "received_at",
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
    ])
    .where("desk_id", "=", deskId)
    .$if(fate !== undefined, (query) => query.where("fate", "=", fate ?? "received"))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
}

function toEntry(row: Row, numbers: Map<string, number>): LedgerEntry {
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
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
  };
}

function outline(row: Row): LedgerEntry {
  return { ...toEntry(row, new Map()), subject: null };
}

async function summaryOf({ db, desk }: Call) {
  const { rows } = await summaryQuery(desk.id).execute(db);
  const [summary] = rows;
  assert(summary, "a sum without a row");
  return summary;
}

export function summaryQuery(deskId: string) {
  return sql<{ received: number; unaccounted: number }>`
    select coalesce((select received from mail_counts where desk_id = ${deskId}), 0) as received,
      (select count(*) from mails where desk_id = ${deskId} and fate = 'received') as unaccounted`;
}
