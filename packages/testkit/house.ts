/** The program as tests meet it: one per test worker, on the shared database, without a worker or open ports. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { pino } from "pino";
import type { Platform } from "#platform/call.ts";
import { type Config, readConfig } from "#platform/config.ts";
import type { Database } from "#platform/db.ts";
import { buildWeb } from "#platform/http/web.ts";
import { makeMetrics } from "#platform/metrics.ts";
import { openPlatform } from "#platform/open.ts";
import { mountSocket, startHub } from "#modules/live";
import { keepers, routes } from "../../apps/server/wiring.ts";
import { runFolder, testDatabase } from "./cluster.ts";
import { atTheEnd } from "./ending.ts";

export type TestHouse = {
  platform: Platform;
  database: Database;
  app: FastifyInstance;
  /** Starts to listen on a free loopback port when first asked. */
  url(): Promise<string>;
  close(): Promise<void>;
};

const settings = {
  PUBLIC_URL: "http://desk.test",
  POOL_SIZE: "6",
  // Nothing of a test speaks to a listener that happens to be on this machine.
  SMTP_IN_PORT: "0",
  SECRET_KEY: "a key for tests that is long enough to be taken",
};
let shared: Promise<TestHouse> | undefined;

/** One house a worker, for all its test files: whatever they do to it stays. It ends with the worker. */
export function house(): Promise<TestHouse> {
  shared ??= buildHouse();
  return shared;
}

/** A house of its own, e.g. the second process in a test of two; it ends with the test file. */
export async function openHouse(
  change: Partial<Config> = {},
  clock = () => new Date(),
  at = testDatabase(),
): Promise<TestHouse> {
  const own = await buildHouse(change, clock, at);
  atTheEnd(own.close);
  return own;
}

async function buildHouse(
  change: Partial<Config> = {},
  clock = () => new Date(),
  at = testDatabase(),
): Promise<TestHouse> {
  const folder = await mkdtemp(join(runFolder(), "house-"));
  const config = { ...readConfig({ ...settings, DATA_DIR: folder }), ...change };
  const log = pino({ level: "silent" });
  const { platform, database } = await openPlatform(config, log, at, {
    clock,
    resolveMx: noNameServer,
    resolveTxt: noNameServer,
  });
  const hub = await startHub(platform, keepers, at);
  const app = await buildWeb(platform, {
    keepers,
    routes,
    metrics: makeMetrics(),
    ready: async () => ({ ok: true, parts: {} }),
    workspace: null,
    sockets: (inner) => mountSocket(inner, platform, keepers, hub),
    version: "0.0.0-test",
  });
  let listening: Promise<string> | undefined;
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= end());
  return {
    platform,
    database,
    app,
    url: () => (listening ??= app.listen({ port: 0, host: "127.0.0.1" })),
    close,
  };

  async function end() {
    await hub.close();
    await app.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The network of a test has none; a test that wants one puts its own on the platform. */
export function noNameServer(): Promise<never> {
  return Promise.reject(Object.assign(new Error("no name server"), { code: "ECONNREFUSED" }));
}

/** Rows of the test database, for what no door shows. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { database } = await house();
  return (await database.pool.query<Row>(sql, values)).rows;
}

/**
 * How many wait for this connection, or for one that does. Asked on another: within a transaction PostgreSQL goes on
 * telling who was there when it was first asked.
 */
export async function waiting(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const all = await rowsOf(
    `with recursive waiting (pid) as (
       select $1::int4
       union select a.pid from pg_stat_activity a join waiting w on w.pid = any(pg_blocking_pids(a.pid)))
     select pid from waiting`,
    [rows[0]?.pid],
  );
  return all.length - 1;
}
