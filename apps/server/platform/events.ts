/**
 * The event log: what happened, told to everybody who follows.
 *
 * `publish` writes the event and lets the listeners write (jobs, an index) in the caller's transaction: state and
 * consequence are committed together. Readers stay below the oldest writing transaction, because sequence numbers
 * are given before the commit: a slow transaction's event would be skipped by a bare `seq > last`.
 */
import { sql } from "kysely";
import type { Event, EventIds, EventType, FormerPlace } from "#contract/live.ts";
import type { Db, Tx } from "./db.ts";
import { refuse } from "./refusal.ts";

export type Happening = {
  type: EventType;
  deskId: string;
  at: Date;
  ids: EventIds & FormerPlace;
  byUserId: string | null;
  /** What of the thing changed, by its columns; for listeners only, it is not in the log. */
  changed?: readonly string[];
  /** Old mail that is only taken in now: nobody is told of it. For listeners only, too. */
  quiet?: boolean;
};

export type Listener = (tx: Tx, happening: Happening) => Promise<void>;
export type Listening = Partial<Record<EventType, Listener>>;

export const eventChannel = "sportello_events";

const listeners = new Map<EventType, Listener[]>();

/** Called once per module at start, in every role, so that any process writes the same consequences. */
export function listen(on: Listening) {
  for (const [type, listener] of Object.entries(on) as [EventType, Listener][]) {
    const known = listeners.get(type) ?? [];
    if (!known.includes(listener)) listeners.set(type, [...known, listener]);
  }
}

export async function publish(tx: Tx, happening: Happening): Promise<void> {
  const { type, deskId, at, ids, byUserId } = happening;
  // The nudge goes with the row: identical notifications of one transaction are sent once, at commit.
  await sql`
    with event as (
      insert into events (desk_id, type, ids, by_user_id, at)
      values (${deskId}, ${type}, ${JSON.stringify(ids)}::jsonb, ${byUserId}, ${at}) returning 1
    )
    select pg_notify(${eventChannel}, '') from event`.execute(tx);
  for (const listener of listeners.get(type) ?? []) await listener(tx, happening);
}

type Position = { epoch: string; xid: string; seq: number };
export type DeskEvent = Omit<Event, "ids"> & { deskId: string; ids: EventIds & FormerPlace };

/** The place in the log before which nothing new can appear any more. */
export async function logEnd(db: Db): Promise<string> {
  const { rows } = await sql<{ epoch: string; xmin: string }>`
    select epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xmin from installation`.execute(
    db,
  );
  const end = rows[0];
  if (!end) throw new Error("the database has no installation row");
  return writeCursor({ epoch: end.epoch, xid: end.xmin, seq: 0 });
}

/** The place before the oldest event that is kept. */
export async function logBegin(db: Db): Promise<string> {
  const { rows } = await sql<{ epoch: string; xid: string }>`
    select epoch, coalesce(cleared_xid, '0'::xid8)::text as xid from installation`.execute(db);
  return writeCursor({ epoch: rows[0]?.epoch ?? "00000000", xid: rows[0]?.xid ?? "0", seq: 0 });
}

/** Events after a cursor, oldest first. With `deskId` null: of all desks. @throws Refusal cursor_invalid */
export async function readLog(
  db: Db,
  after: string,
  limits: { deskId: string | null; limit: number },
): Promise<{ events: DeskEvent[]; resync: boolean }> {
  const from = readCursor(after);
  const { rows } = await sql<LogRow>`
    select i.epoch, e.desk_id, e.xid::text as xid, e.seq, e.type, e.ids, e.by_user_id, e.at
    from installation i left join lateral (
      select * from events
      where xid < pg_snapshot_xmin(pg_current_snapshot())
        and (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint)
        and (${limits.deskId}::uuid is null or desk_id = ${limits.deskId})
      order by xid, seq limit ${limits.limit}
    ) e on true`.execute(db);
  if (rows[0]?.epoch !== from.epoch) return { events: [], resync: true };
  return { events: rows.flatMap((row) => (row.seq === null ? [] : [toEvent(row)])), resync: false };
}

/** True when events after this cursor have been cleared away, so that the reader must start anew. */
export async function isTooOld(db: Db, deskId: string, cursor: string): Promise<boolean> {
  const from = readCursor(cursor);
  const { rows } = await sql<{ trimmed: boolean }>`
    select coalesce((select cleared_xid from installation) > ${from.xid}::xid8, false) as trimmed
    from desks where id = ${deskId}`.execute(db);
  return rows[0]?.trimmed ?? true;
}

/** Clears the log of what is older than `before`, in steps; cursors from before that get `resync`. */
export async function clearLog(db: Db, before: Date): Promise<void> {
  for (let cleared = true; cleared;) cleared = await clearSome(db, before);
}

async function clearSome(db: Db, before: Date): Promise<boolean> {
  const { rows } = await sql`
    with old as (select desk_id, seq from events where at < ${before} order by at limit 5000),
    cleared as (
      delete from events using old where events.desk_id = old.desk_id and events.seq = old.seq returning xid)
    update installation set cleared_xid = greatest(cleared_xid, (select max(xid) from cleared))
    where exists (select 1 from cleared) returning 1`.execute(db);
  return rows.length > 0;
}

type LogRow = {
  epoch: string;
  desk_id: string;
  xid: string;
  seq: number | null;
  type: EventType;
  ids: EventIds & FormerPlace;
  by_user_id: string | null;
  at: Date;
};

function toEvent(row: LogRow): DeskEvent {
  return {
    cursor: writeCursor({ epoch: row.epoch, xid: row.xid, seq: row.seq ?? 0 }),
    deskId: row.desk_id,
    type: row.type,
    at: row.at.toISOString(),
    ids: row.ids,
    byUserId: row.by_user_id,
  };
}

function writeCursor({ epoch, xid, seq }: Position) {
  return `${epoch}.${xid}.${seq}`;
}

function readCursor(cursor: string): Position {
  const [, epoch, xid, seq] = /^([0-9a-f]{8})\.(\d{1,20})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (!epoch || !xid || !seq || BigInt(xid) > 0xffff_ffff_ffff_ffffn)
    throw refuse("cursor_invalid");
  return { epoch, xid, seq: Number(seq) };
}
