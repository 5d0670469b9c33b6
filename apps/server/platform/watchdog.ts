/** The watchdog of the jobs: a worker that gave up, or stands still since the database was away, is followed by a new one. */
import { setTimeout as wait } from "node:timers/promises";
import type { Runner } from "graphile-worker";
import type pg from "pg";
import type { Platform } from "./call.ts";

export type Run = {
  runner: Pick<Runner, "promise" | "stop">;
  alive: { end(): Promise<void> };
  /** Jobs that run now, and when one was last begun. */
  work: { running: number; begunAt: number };
};

export type Watched = { run: Run; stopping: boolean };

type Watching = {
  log: Platform["log"];
  pool: pg.Pool;
  again: () => Promise<Run>;
  /** Milliseconds. */
  pace?: { look: number; idle: number; again: number };
};

export async function watch(
  state: Watched,
  { log, pool, again, pace = { look: 4000, idle: 8000, again: 1000 } }: Watching,
): Promise<void> {
  while (!state.stopping) {
    const ended = state.run.runner.promise.catch((error: unknown) =>
      log.error({ err: error }, "the worker gave up"),
    );
    await Promise.race([ended, standstill(state, pool, pace)]);
    // One that stands still may never answer; what it had taken is given back once its lock is free.
    if (!state.stopping) void state.run.runner.stop().catch(() => undefined);
    void state.run.alive.end().catch(() => undefined);
    for (let begun = false; !begun && !state.stopping;) {
      await wait(pace.again);
      begun = await again().then(
        (run) => Boolean((state.run = run)),
        () => false,
      );
    }
  }
}

/**
 * Until jobs are overdue for a while and none is begun. Seen after a PostgreSQL was killed while a job was being
 * fetched: the library's workers then wait for an answer that never comes.
 */
async function standstill(
  state: Watched,
  pool: pg.Pool,
  { look, idle }: { look: number; idle: number },
): Promise<void> {
  const { work } = state.run;
  for (let still = 0; still < 3 && !state.stopping;) {
    await wait(look, undefined, { ref: false });
    const isIdle = work.running === 0 && Date.now() - work.begunAt > idle;
    still = isIdle && (await isOverdue(pool, idle).catch(() => false)) ? still + 1 : 0;
  }
}

async function isOverdue(pool: pg.Pool, patience: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `
    select from graphile_worker._private_jobs
    where locked_by is null and job_queue_id is null and attempts < max_attempts
      and run_at < now() - $1 * interval '1 millisecond' limit 1`,
    [patience],
  );
  return (rowCount ?? 0) > 0;
}
