/** What becomes of jobs when their worker is no worker any more. The library is made up, the jobs are real. */
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { programDatabase, testPool } from "#testkit/cluster.ts";
import { type Run, watch, type Watched } from "./watchdog.ts";

const pace = { look: 5, idle: 60_000, again: 5 };
let database: Awaited<ReturnType<typeof programDatabase>>;
let pool: pg.Pool;

beforeAll(async () => {
  database = await programDatabase();
  pool = testPool(database);
});
beforeEach(() => pool.query("delete from graphile_worker._private_jobs"));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A worker that has nothing to do since long ago, unless said. */
function worker(work: Partial<Run["work"]> = {}) {
  const ended = Promise.withResolvers<void>();
  const told: string[] = [];
  const run: Run = {
    runner: { promise: ended.promise, stop: async () => void told.push("stop") },
    alive: { end: async () => void told.push("lock is free") },
    work: { running: 0, begunAt: 0, ...work },
  };
  return { run, told, ends: ended.resolve, givesUp: ended.reject };
}

/** `follow` = who begins after the first, one after the other; null cannot. */
async function watched(
  first: ReturnType<typeof worker>,
  follow: (ReturnType<typeof worker> | null)[],
  meanwhile: (state: Watched) => Promise<unknown>,
) {
  const state: Watched = { run: first.run, stopping: false };
  const again = async () =>
    follow.shift()?.run ?? Promise.reject(new Error("the database is away"));
  const log = pino({ level: "silent" });
  const watching = watch(state, { log, pool, again, pace });
  await meanwhile(state);
  state.stopping = true;
  await watching;
}

const overdue = (more = "") =>
  pool.query(`select graphile_worker.add_job('x', run_at => now() - interval '1 hour'${more})`);
const busy = () => worker({ running: 1 });
const isFollowedBy = (state: Watched, next: ReturnType<typeof worker>) =>
  vi.waitFor(() => expect(state.run).toBe(next.run));
/** Time for many looks. */
const aWhile = () => wait(pace.look * 30);

describe("a worker that gave up", () => {
  test("is followed by another, and its lock is free", async () => {
    const [first, next] = [worker(), busy()];
    await watched(first, [next], async (state) => {
      first.givesUp(new Error("gone"));
      await isFollowedBy(state, next);
      next.ends();
    });
    expect(first.told).toEqual(["stop", "lock is free"]);
  });

  test("is followed as soon as one can begin", async () => {
    const [first, next] = [worker(), busy()];
    await watched(first, [null, null, next], async (state) => {
      first.givesUp(new Error("gone"));
      await isFollowedBy(state, next);
      next.ends();
    });
  });

  test("because the program stops is followed by none", async () => {
    const [first, next] = [worker(), busy()];
    const follow = [next];
    await watched(first, follow, async (state) => {
      state.stopping = true;
      first.ends();
    });
    expect(follow).toEqual([next]);
  });
});

describe("a worker that stands still", () => {
  test("while a job is overdue is followed by another, and its lock is free", async () => {
    await overdue();
    const [first, next] = [worker(), busy()];
    await watched(first, [next], async (state) => {
      await isFollowedBy(state, next);
      next.ends();
    });
    expect(first.told).toEqual(["stop", "lock is free"]);
  });

  test.each([
    ["works on a long job", { running: 1 }],
    ["has just begun one", { begunAt: Infinity }],
  ])("is left alone where it %s", async (_, work) => {
    await overdue();
    const first = worker(work);
    await watched(first, [busy()], async (state) => {
      await aWhile();
      expect(state.run).toBe(first.run);
      first.ends();
    });
  });

  test("is left alone where nothing waits that it could take", async () => {
    await pool.query(
      "select graphile_worker.add_job('later', run_at => now() + interval '1 hour')",
    );
    await overdue(", queue_name => 'one after the other'");
    await overdue(", job_key => 'taken'");
    await pool.query(
      "update graphile_worker._private_jobs set locked_by = 'somebody', locked_at = now() where key = 'taken'",
    );
    await overdue(", job_key => 'given up'");
    await pool.query(
      "update graphile_worker._private_jobs set attempts = max_attempts where key = 'given up'",
    );
    const first = worker();
    await watched(first, [busy()], async (state) => {
      await aWhile();
      expect(state.run).toBe(first.run);
      first.ends();
    });
  });
});
