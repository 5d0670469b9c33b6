/**
 * Jobs are rows in the caller's transaction, run by graphile-worker, perhaps twice: a task must stand a repeat.
 *
 * Each process holds an advisory lock in the name of its worker pool. A lock that is free tells of a killed process;
 * the jobs it had taken are given back at once instead of after the library's four hours.
 */
import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import {
  type CronItem,
  Logger,
  parseCronItems,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { Platform, Work } from "./call.ts";
import { isDatabaseAway, type Tx } from "./db.ts";
import type { DB } from "./schema.gen.ts";
import { type Run, watch } from "./watchdog.ts";

/** `deskId` and the ids a job is about. Never content, never secrets. */
export type JobPayload = { deskId: string } & Record<string, string>;
export type Task = (work: Work, payload: JobPayload) => Promise<void>;
export type Tasks = Record<string, Task>;
export type Cron = { task: string; match: string; run: (platform: Platform) => Promise<void> };

export type JobOptions = {
  runAt?: Date;
  /** One job of this key at a time waits; a later one replaces it. */
  key?: string;
  /** With a key: a later one takes over the time of the one that waits, so that it is not put off for ever. */
  keepsTime?: boolean;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  maxAttempts?: number;
  /** Others that are due go first. */
  isPatient?: boolean;
};

/**
 * Also those that end with a killed process are counted, and whoever comes up again begins with the same job: far more than
 * a failure of its own would need.
 */
export const mostAttempts = 100;

export async function addJob(
  tx: Tx | Kysely<DB>,
  task: string,
  payload: JobPayload,
  options: JobOptions = {},
): Promise<void> {
  await sql`
    select from graphile_worker.add_job(
      identifier => ${task}, payload => ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null}::text, run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? mostAttempts}::int,
      priority => ${options.isPatient ? 10 : 0}::int, job_key => ${options.key ?? null}::text,
      job_key_mode => ${options.keepsTime ? "preserve_run_at" : "replace"})`.execute(tx);
}

export type JobRunner = {
  /** Waits for the running jobs, gives the others back. */
  stop(): Promise<void>;
};

type JobWork = { tasks: Tasks; crons: readonly Cron[]; concurrency: number };

export async function startJobs(
  platform: Platform,
  pool: pg.Pool,
  work: JobWork,
): Promise<JobRunner> {
  const sweep = setInterval(() => void tidy(pool).catch(() => undefined), 30_000);
  const state = { run: await begin(platform, pool, work), stopping: false };
  const watched = watch(state, {
    log: platform.log,
    pool,
    again: () => begin(platform, pool, work),
  });
  return {
    stop: async () => {
      state.stopping = true;
      clearInterval(sweep);
      await state.run.runner.stop().catch(() => undefined);
      await watched;
      // It may just have been followed by another one.
      await state.run.runner.stop().catch(() => undefined);
    },
  };
}

async function begin(platform: Platform, pool: pg.Pool, work: JobWork): Promise<Run> {
  const events: WorkerEvents = new EventEmitter();
  const alive = keepAlive(platform, pool, events);
  const counted = countWork(events);
  await releaseJobsOfTheDead(pool);
  const runner = await run({
    pgPool: pool,
    events,
    taskList: toTaskList(platform, work.tasks, work.crons),
    parsedCronItems: parseCronItems(work.crons.map(toCronItem)),
    noHandleSignals: true,
    logger: quiet(platform),
    preset: {
      worker: {
        concurrentJobs: work.concurrency,
        pollInterval: 1000,
        // No local queue: in 0.18 one that is released while PostgreSQL is away ends the whole process, or leaves jobs lying.
        // What is batched is also tried again: a database that restarts must not end the worker.
        completeJobBatchDelay: 1,
        failJobBatchDelay: 1,
      },
    },
  });
  return { runner, alive, work: counted };
}

function countWork(events: WorkerEvents): Run["work"] {
  const work = { running: 0, begunAt: Date.now() };
  events.on("job:start", () => {
    work.running++;
    work.begunAt = Date.now();
  });
  events.on("job:complete", () => void work.running--);
  return work;
}

function toTaskList(platform: Platform, tasks: Tasks, crons: readonly Cron[]): TaskList {
  const once = Object.entries(tasks).map(([name, task]) => [
    name,
    (payload: unknown) => {
      const ids = payload as JobPayload;
      return patiently(() =>
        task({ platform, db: platform.db, deskId: ids.deskId, now: platform.clock() }, ids),
      );
    },
  ]);
  const again = crons.map((cron) => [cron.task, () => cron.run(platform)]);
  return Object.fromEntries([...once, ...again]) as TaskList;
}

/**
 * A database that restarts is back in seconds, while a job that failed waits longer each time, up to hours: after a few
 * crashes a mail would lie for minutes. So what failed for that reason alone is done again here.
 */
export async function patiently(run: () => Promise<void>, pause = 1000): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!isDatabaseAway(error) || tries >= mostTries) throw error;
      await wait(pause);
    }
  }
}

/** Tries of one attempt: as many seconds are enough for a restart with recovery. */
const mostTries = 30;

function toCronItem(cron: Cron): CronItem {
  return { task: cron.task, match: cron.match, options: { backfillPeriod: 0, maxAttempts: 1 } };
}

function quiet(platform: Platform) {
  return new Logger(() => (level, message) => {
    if (level === "error") platform.log.error({ job: message.slice(0, 300) }, "a job failed");
    if (level === "warning") platform.log.warn({ job: message.slice(0, 300) }, "jobs");
  });
}

/** A connection of its own that holds the lock, taken again after the database restarted. */
function keepAlive(platform: Platform, pool: pg.Pool, events: WorkerEvents) {
  let client: pg.Client | null = null;
  let ended = false;
  const hold = async (id: string): Promise<void> => {
    const next = new pg.Client({ ...pool.options, application_name: "sportello worker" });
    client = next;
    next.on("error", () => undefined);
    next.on("end", () => {
      if (!ended) setTimeout(() => void hold(id).catch(() => undefined), 500);
    });
    await next.connect();
    await next.query("select pg_advisory_lock(hashtextextended($1, 7))", [id]);
  };
  events.on("pool:create", ({ workerPool }) => {
    void hold(workerPool.id).catch((error: unknown) =>
      platform.log.warn({ err: error }, "the worker's lock was not taken"),
    );
  });
  return {
    end: async () => {
      ended = true;
      await client?.end();
    },
  };
}

async function tidy(pool: pg.Pool) {
  await releaseJobsOfTheDead(pool);
  await bringNearer(pool);
}

/** The library waits longer after each attempt, up to hours, and counts those of killed processes as well. */
export async function bringNearer(pool: pg.Pool) {
  await pool.query(`
    update graphile_worker._private_jobs set run_at = now() + interval '5 minutes'
    where last_error is not null and locked_at is null and attempts <= 30
      and run_at > now() + interval '6 minutes'`);
}

async function releaseJobsOfTheDead(pool: pg.Pool) {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array_agg(locked_by))
    from (
      select distinct locked_by from graphile_worker._private_jobs where locked_by is not null
      union select distinct locked_by from graphile_worker._private_job_queues where locked_by is not null
    ) holders
    where pg_try_advisory_xact_lock(hashtextextended(locked_by, 7))
    having count(*) > 0`);
}
