import type { Pool } from "pg";
import { greetingOf } from "#platform/greeting.ts";
import type { Ready } from "#platform/http/health.ts";

/** A job that should have begun this long ago: nobody works here. */
const mostLagSeconds = 120;
/** A writing transaction this old holds the event log back for every reader. */
const mostLogLagSeconds = 30;
/** Milliseconds in which a mail door of our own must greet. */
const patience = 2_000;

export type Duties = {
  worker: boolean;
  /** Where mail comes in; null without the mail role. */
  mail: { host: string; ports: number[] } | null;
};

/** Ready to serve: the database answers, jobs move, the event log flows, the mail doors greet. */
export function readiness(pool: Pool, { worker, mail }: Duties): Ready {
  return async () => {
    const [state, doors] = await Promise.all([
      readState(pool).catch(() => null),
      mail ? doorsOf(mail) : notOurs,
    ]);
    const parts = {
      database: state ? "ok" : "does not answer",
      jobs: state ? late(state.jobs, mostLagSeconds, "behind") : "unknown",
      eventLog: state ? late(state.log, mostLogLagSeconds, "held back") : "unknown",
      mail: doors,
      mailboxes: !mail ? notOurs : state ? failing(state.mailboxes) : "unknown",
    };
    // A mailbox that fails is its owner's to mend, and callers turned away come back: neither stops the others here.
    const held = [parts.database, parts.eventLog, ...(worker ? [parts.jobs] : [])];
    return { ok: held.every((one) => one === "ok") && doors !== silent, parts };
  };
}

const notOurs = "not a role of this process";
const silent = "does not answer";

/** Asked as a sender would ask: a listener that hangs is not seen from inside. */
async function doorsOf({ host, ports }: { host: string; ports: number[] }): Promise<string> {
  const asked = ports.map((port) => greetingOf(host, port, patience).catch(() => null));
  const greetings = await Promise.all(asked);
  if (greetings.includes(null)) return silent;
  const away = greetings.find((greeting) => !greeting?.startsWith("220"));
  return away ? `turns callers away: ${away}` : "ok";
}

function late(seconds: number, most: number, how: string) {
  return seconds > most ? `${how} for ${Math.round(seconds)} s` : "ok";
}

function failing(count: number) {
  return count === 0 ? "ok" : `${count} cannot be read; the settings of their channels say why`;
}

type State = { jobs: number; log: number; mailboxes: number };

/** Of all desks: it is the process that is asked. */
async function readState(pool: Pool): Promise<State | null> {
  const { rows } = await pool.query<State>(`
    select
      coalesce((select extract(epoch from now() - min(run_at)) from graphile_worker._private_jobs
        where locked_at is null and is_available and run_at < now() and attempts < max_attempts), 0)::float8 as jobs,
      coalesce((select extract(epoch from now() - min(xact_start)) from pg_stat_activity
        where backend_xid is not null and datname = current_database()), 0)::float8 as log,
      (select count(*) from channels where health = 'failing' and imap is not null and deleted_at is null)::int
        as mailboxes`);
  return rows[0] ?? null;
}
