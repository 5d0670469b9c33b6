/** The program as tests meet it: one per test file, on the shared database, without a worker or open ports. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { pino } from "pino";
import type { Platform } from "#platform/call.ts";
import { type Config, readConfig } from "#platform/config.ts";
import { type Database, openDatabase } from "#platform/db.ts";
import { diskFiles } from "#platform/files.ts";
import { buildWeb } from "#platform/http/web.ts";
import { makeMetrics } from "#platform/metrics.ts";
import { makeSeal } from "#platform/seal.ts";
import { mountSocket, startHub } from "#modules/live";
import { keepers, routes } from "../../apps/server/wiring.ts";
import { testDatabase } from "./cluster.ts";

export type TestHouse = {
  platform: Platform;
  database: Database;
  app: FastifyInstance;
  /** Starts to listen on a free loopback port when first asked. */
  url(): Promise<string>;
  close(): Promise<void>;
};

let shared: Promise<TestHouse> | undefined;

/** One house a test file; it ends with the worker. */
export function house(): Promise<TestHouse> {
  shared ??= openHouse();
  return shared;
}

/** A house of its own, e.g. the second process in a test of two. */
export async function openHouse(
  change: Partial<Config> = {},
  clock = () => new Date(),
): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), "sportello-house-"));
  const config = { ...readConfig({ DATA_DIR: folder, PUBLIC_URL: "http://desk.test" }), ...change };
  const log = pino({ level: "silent" });
  const database = openDatabase({ ...testDatabase(), max: 6 }, log);
  const platform: Platform = {
    config,
    log,
    db: database.db,
    files: diskFiles(join(folder, "files")),
    seal: makeSeal("a key for tests that is long enough to be taken"),
    clock,
  };
  const hub = await startHub(platform, keepers, testDatabase());
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
  return {
    platform,
    database,
    app,
    url: () => (listening ??= app.listen({ port: 0, host: "127.0.0.1" })),
    close: async () => {
      await hub.close();
      await app.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Rows of the test database, for what no door shows. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { database } = await house();
  return (await database.pool.query<Row>(sql, values)).rows;
}
