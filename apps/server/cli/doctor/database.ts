/**
 * What the database says of itself and of the work in it.
 */
import type { Client } from "pg";
import { readMigrations, schemaVersion } from "#platform/migrate.ts";
import type { Finding } from "./finding.ts";

export async function server(db: Client): Promise<Finding> {
  const { rows } = await db.query<{ version: string; fsync: string; size: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       pg_size_pretty(pg_database_size(current_database())) as size`,
  );
  const { version = "?", fsync = "?", size = "?" } = rows[0] ?? {};
  if (fsync !== "on")
    return {
      state: "wrong",
      what: "database",
      detail: `PostgreSQL ${version} runs with fsync off: a power cut loses mail`,
    };
  return { state: "well", what: "database", detail: `PostgreSQL ${version}, ${size}` };
}

export async function schema(db: Client): Promise<Finding> {
  const [now, files] = [await schemaVersion(db), await readMigrations()];
  const newest = files.at(-1)?.number ?? 0;
  const what = "schema";
  if (now === newest) return { state: "well", what, detail: `at ${now}, the newest` };
  if (now > newest)
    return {
      state: "wrong",
      what,
      detail: `at ${now}, written by a newer Sportello (this one knows ${newest})`,
    };
  if (now === 0)
    return { state: "wrong", what, detail: "there are no tables yet; the first start makes them" };
  return { state: "warn", what, detail: `at ${now}; the next start brings it to ${newest}` };
}

/** Whether a server works on this database now. */
export async function running(db: Client): Promise<boolean> {
  const { rowCount } = await db.query(
    "select 1 from pg_stat_activity where datname = current_database() and application_name = 'sportello' limit 1",
  );
  return Boolean(rowCount);
}

export async function jobs(db: Client, serves: boolean): Promise<Finding> {
  const { rows } = await db.query<{ due: number; seconds: number; failed: number }>(
    `select count(*) filter (where attempts < max_attempts and run_at < now())::int as due,
       coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at < now())), 0)::int
         as seconds,
       count(*) filter (where attempts >= max_attempts)::int as failed
     from graphile_worker.jobs`,
  );
  const { due = 0, seconds = 0, failed = 0 } = rows[0] ?? {};
  const detail = `${due} due, the oldest for ${seconds} s; ${failed} given up`;
  const late = serves && seconds > 60;
  return { state: late ? "wrong" : failed > 0 ? "warn" : "well", what: "jobs", detail };
}

/** A mail that was acknowledged and has no fate yet. A minute is more than any takes. */
export async function ledger(db: Client, serves: boolean): Promise<Finding> {
  const { rows } = await db.query<{ waiting: number; stuck: number }>(
    `select count(*)::int as waiting, count(*) filter (where received_at < now() - interval '1 minute')::int as stuck
     from mails where fate = 'received'`,
  );
  const { waiting = 0, stuck = 0 } = rows[0] ?? {};
  const detail =
    stuck > 0 ? `${stuck} mails unaccounted for over a minute` : `unaccounted: ${waiting}`;
  return { state: stuck > 0 ? (serves ? "wrong" : "warn") : "well", what: "mail ledger", detail };
}

export async function clock(db: Client): Promise<Finding> {
  const asked = Date.now();
  const { rows } = await db.query<{ at: Date }>("select clock_timestamp() as at");
  const middle = (asked + Date.now()) / 2;
  const seconds = Math.abs((rows[0]?.at.getTime() ?? 0) - middle) / 1000;
  const detail = `${new Date(asked).toISOString()}, ${seconds.toFixed(1)} s from the database's`;
  const released = Date.UTC(2026, 0, 1);
  return { state: seconds > 5 || asked < released ? "wrong" : "well", what: "clock", detail };
}
