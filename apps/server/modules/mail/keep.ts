/**
 * Keeping mail: raw first. The ledger row and the job that reads it are committed before anybody is told `250`.
 *
 * Mails that arrive while a commit is under way are committed together: see docs/subsystems/mail-in.md.
 */
import { mostAttempts } from "#platform/jobs.ts";
import { sql } from "kysely";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { Raw } from "./raw.ts";

/** One delivery of a mail to one desk. */
export type Delivery = {
  deskId: string;
  channelId: string;
  via: "smtp" | "lmtp" | "imap" | "import" | "preview" | "upload" | "webhook";
  /** Null where there was no envelope; empty for a bounce. */
  envelopeFrom: string | null;
  envelopeTo: readonly string[];
  remoteAddress: string | null;
  helo?: string;
  /** From before the channel was connected, or imported: it starts nothing. */
  quiet: boolean;
  /** A ticket that it opens is closed from the start. */
  closed?: boolean;
  /** The import or check that it comes by. */
  workId?: string;
  /** Its number in the mailbox. */
  uid?: { validity: number; uid: number };
};

type Kept = { id: string; raw: Raw; delivery: Delivery; at: Date };

/** In the caller's transaction, for those who commit something together with it. Answers the ledger ids. */
export async function keepMail(
  db: Db | Tx,
  raw: Raw,
  deliveries: readonly Delivery[],
  at: Date,
): Promise<string[]> {
  const kept = toKeep(raw, deliveries, at);
  await write(db, kept);
  return kept.map(({ id }) => id);
}

/** Keeps mails, committing those together that come at the same time. */
export type Keeper = (raw: Raw, deliveries: readonly Delivery[]) => Promise<string[]>;

type Waiting = { kept: Kept[]; resolve: (ids: string[]) => void; reject: (error: unknown) => void };

const batchLimit = 50;

export function makeKeeper(platform: Platform): Keeper {
  const waiting: Waiting[] = [];
  let writing = false;
  const writeAll = async () => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) await commit(platform, waiting.splice(0, batchLimit));
    writing = false;
  };
  return (raw, deliveries) =>
    new Promise((resolve, reject) => {
      waiting.push({ kept: toKeep(raw, deliveries, platform.clock()), resolve, reject });
      void writeAll();
    });
}

/** One mail that cannot be written does not put off the others: then each is tried alone. */
async function commit(platform: Platform, batch: Waiting[]) {
  try {
    await write(
      platform.db,
      batch.flatMap(({ kept }) => kept),
    );
    for (const { kept, resolve } of batch) resolve(kept.map(({ id }) => id));
  } catch (error) {
    if (batch.length === 1) return batch[0]?.reject(error);
    for (const one of batch) await commit(platform, [one]);
  }
}

function toKeep(raw: Raw, deliveries: readonly Delivery[], at: Date): Kept[] {
  return deliveries.map((delivery) => ({ id: newId(at.getTime()), raw, delivery, at }));
}

/** Row, count and job in one statement, which is its own transaction when the caller has none. */
async function write(db: Db | Tx, mails: readonly Kept[]): Promise<void> {
  const rows = mails.map(({ id, raw, delivery, at }) => {
    const verdict = delivery.helo ? JSON.stringify({ helo: storable(delivery.helo) }) : null;
    return sql`(${delivery.deskId}::uuid, ${id}::uuid, ${delivery.channelId}::uuid, ${delivery.via},
      ${raw.bytes}::bytea, ${raw.hash}::bytea, ${raw.size}::int, ${delivery.envelopeFrom === null ? null : storable(delivery.envelopeFrom)},
      ${delivery.envelopeTo.map(storable)}::text[], ${delivery.remoteAddress}, ${delivery.quiet}::boolean, ${delivery.closed ?? false}::boolean,
      ${verdict}::jsonb, ${at}::timestamptz, ${delivery.workId ?? null}::uuid, ${delivery.uid?.uid ?? null}::bigint,
      ${delivery.uid?.validity ?? null}::bigint)`;
  });
  await sql`
    with kept as (
      insert into mails (desk_id, id, channel_id, via, raw, raw_hash, size, envelope_from, envelope_to,
        remote_address, quiet, closed, verdict, received_at, work_id, imap_uid, imap_uid_validity)
      values ${sql.join(rows)} returning desk_id, id
    ), counted as (
      insert into mail_counts as c (desk_id, received)
      select desk_id, count(*) from kept group by desk_id order by desk_id
      on conflict (desk_id) do update set received = c.received + excluded.received
    )
    select graphile_worker.add_jobs(array_agg(row(
      'mail.ingest', json_build_object('deskId', desk_id, 'mailId', id), null, null, ${mostAttempts}::int, null, null, null
    )::graphile_worker.job_spec)) from kept`.execute(db);
}

/** An envelope is whatever a stranger typed. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed().slice(0, 1000);
}
