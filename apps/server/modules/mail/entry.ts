/** The ledger: one row a delivery, with what became of it. */
import { sql } from "kysely";
import type { Fate } from "#contract/mail.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";

export type Entry = NonNullable<Awaited<ReturnType<typeof waitingMail>>>;

/** A mail that has no fate yet; undefined when another run has settled it. */
export async function waitingMail(db: Db, deskId: string, mailId: string) {
  return db
    .selectFrom("mails")
    .select([
      "desk_id",
      "id",
      "channel_id",
      "via",
      "raw",
      "raw_hash",
      "envelope_from",
      "envelope_to",
      "remote_address",
      "verdict",
      "quiet",
      "closed",
      "received_at",
      "released_at",
    ])
    .where("desk_id", "=", deskId)
    .where("id", "=", mailId)
    .where("fate", "=", "received")
    .executeTakeFirst();
}

/** The earlier delivery of the same mail: by its id and content, or by its bytes where it has no id. */
export async function earlierDelivery(
  tx: Tx,
  entry: Entry,
  mail: { messageId: string | null; contentHash: Buffer },
): Promise<{ id: string; ticketId: string | null } | null> {
  const row = await tx
    .selectFrom("mails")
    .select(["id", "ticket_id"])
    .where("desk_id", "=", entry.desk_id)
    .where("fate", "in", ["ticket_created", "joined_ticket", "unreadable"])
    .where((eb) =>
      mail.messageId === null
        ? eb.and([eb("message_id", "is", null), eb("raw_hash", "=", entry.raw_hash)])
        : eb.and([
            eb("message_id", "=", mail.messageId),
            eb("content_hash", "=", mail.contentHash),
          ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, ticketId: row.ticket_id } : null;
}

export type Settled = {
  fate: Exclude<Fate, "received">;
  reason?: string | null;
  ticketId?: string | null;
  duplicateOfId?: string | null;
};

export type ReadColumns = {
  fromAddress: string | null;
  subject: string;
  messageId: string | null;
  contentHash: Buffer;
};

/** Another run has settled this mail meanwhile: everything of this one is rolled back. */
export class SettledElsewhere extends Error {}

/** Gives a mail its fate, once, and tells of it. @throws SettledElsewhere */
export async function settle(
  tx: Tx,
  entry: Pick<Entry, "desk_id" | "id">,
  read: ReadColumns,
  { fate, reason = null, ticketId = null, duplicateOfId = null }: Settled,
  now: Date,
): Promise<void> {
  const settled = await sql`
    update mails set fate = ${fate}, reason = ${reason?.slice(0, 500) ?? null}, ticket_id = ${ticketId}::uuid,
      duplicate_of_id = ${duplicateOfId}::uuid, from_address = ${read.fromAddress}, subject = ${read.subject.slice(0, 1000)},
      message_id = ${read.messageId}, content_hash = ${read.contentHash}, settled_at = ${now}
    where desk_id = ${entry.desk_id} and id = ${entry.id} and fate = 'received'`.execute(tx);
  if (settled.numAffectedRows !== 1n) throw new SettledElsewhere("the mail was settled meanwhile");
  const ids = { mailId: entry.id, ...(ticketId ? { ticketId } : {}) };
  await publish(tx, { type: "mail.settled", deskId: entry.desk_id, at: now, ids, byUserId: null });
}

export type KeptMail = NonNullable<Awaited<ReturnType<typeof settledMail>>>;

/** A mail that has its fate, to be read again. */
export async function settledMail(db: Db | Tx, deskId: string, mailId: string) {
  return db
    .selectFrom("mails")
    .select(keptColumns)
    .where("desk_id", "=", deskId)
    .where("id", "=", mailId)
    .where("fate", "!=", "received")
    .where("erased_at", "is", null)
    .executeTakeFirst();
}

export const keptColumns = [
  "desk_id",
  "id",
  "raw",
  "raw_hash",
  "envelope_from",
  "received_at",
  "fate",
  "reason",
] as const;

/**
 * What the ledger says of a mail that was read again. Later deliveries are compared by the new reading; where another
 * mail has that already, the old one stays.
 */
export async function settleAgain(
  tx: Tx,
  { desk_id: deskId, id }: Pick<KeptMail, "desk_id" | "id">,
  read: ReadColumns,
  readable: boolean,
): Promise<void> {
  const fate = readable
    ? sql`case when fate = 'unreadable' then 'ticket_created' else fate end`
    : sql`fate`;
  const reason = readable
    ? sql`case when fate = 'unreadable' then null else reason end`
    : sql`reason`;
  await sql`
    update mails set fate = ${fate}, reason = ${reason}, from_address = ${read.fromAddress},
      subject = ${read.subject.slice(0, 1000)} where desk_id = ${deskId} and id = ${id}`.execute(
    tx,
  );
  await sql`
    update mails set message_id = ${read.messageId}, content_hash = ${read.contentHash}
    where desk_id = ${deskId} and id = ${id} and not exists (
      select from mails other where other.desk_id = ${deskId} and other.id <> ${id}
        and (other.message_id = ${read.messageId} and other.content_hash = ${read.contentHash}
          or ${read.messageId}::text is null and other.message_id is null and other.raw_hash = mails.raw_hash)
        and other.fate in ('ticket_created', 'joined_ticket', 'unreadable'))`.execute(tx);
}
