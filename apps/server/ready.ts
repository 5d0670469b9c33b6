import type { Pool } from "pg";
import type { Ready } from "#platform/http/health.ts";

/** A job that should have begun this long ago: nobody works here. */
const mostLagSeconds = 120;
/** A writing transaction this old holds the event log back for every reader. */
const mostLogLagSeconds = 30;

/** Ready to serve: the database answers, jobs move, mail is taken, the event log flows. */
export function readiness(
  pool: Pool,
  process: { worker: boolean; smtpPort: number | null },
): Ready {
  return async () => {
    const lags = await readLags(pool).catch(() => null);
    const parts = {
      database: lags ? "ok" : "does not answer",
      jobs: !lags
        ? "unknown"
        : lags.jobs > mostLagSeconds
          ? `${Math.round(lags.jobs)} s behind`
          : "ok",
      eventLog: !lags
        ? "unknown"
        : lags.log > mostLogLagSeconds
          ? `held back for ${Math.round(lags.log)} s`
          : "ok",
      mail: process.smtpPort === null ? "not a role of this process" : "ok",
    };
    const held = [parts.database, ...(process.worker ? [parts.jobs] : []), parts.eventLog];
    return { ok: held.every((state) => state === "ok"), parts };
  };
}

async function readLags(pool: Pool): Promise<{ jobs: number; log: number }> {
  const { rows } = await pool.query<{ jobs: number; log: number }>(`
    select
      coalesce((select extract(epoch from now() - min(run_at)) from graphile_worker._private_jobs
        where locked_at is null and is_available and run_at < now() and attempts < max_attempts), 0)::float8 as jobs,
      coalesce((select extract(epoch from now() - min(xact_start)) from pg_stat_activity
        where backend_xid is not null and datname = current_database()), 0)::float8 as log`);
  return rows[0] ?? { jobs: 0, log: 0 };
}
