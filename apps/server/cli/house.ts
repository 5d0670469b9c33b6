/**
 * What a command works on: the configuration and the database, found or started for it.
 */
import type { Command } from "commander";
import { upgrading } from "#platform/backup/upgrade.ts";
import { type Config, readConfig } from "#platform/config.ts";
import type { Platform } from "#platform/call.ts";
import type { Database } from "#platform/db.ts";
import { type Log, makeLog, type Say } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { openPlatform } from "#platform/open.ts";
import { startPostgres } from "#platform/postgres/server.ts";
import type { Postgres } from "#platform/postgres/running.ts";

export type House = {
  /** For use cases of the modules. */
  platform: Platform;
  config: Config;
  log: Log;
  say: Say;
  postgres: Postgres;
  database: Database;
  secretKey: string;
  /** Folder of the file store. */
  files: string;
};

export type HouseOptions = {
  /** False: the command takes the schema as it is. */
  migrates?: boolean;
};

/** Adds a command to the program; each command has its own file. */
export type AddCommand = (program: Command) => void;

/** Progress of a command. */
export const say: Say = (line) => void process.stderr.write(`${line}\n`);

/** Attaches to the running server, or starts the database for as long as the work takes. */
export async function inHouse<Answer>(
  work: (house: House) => Promise<Answer>,
  { migrates = true }: HouseOptions = {},
): Promise<Answer> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env["LOG_LEVEL"] || "error" });
  const log = makeLog(config);
  const postgres = await startPostgres({ ...placesOf(config), log, say });
  try {
    const opened = await openPlatform(config, log, postgres.connection);
    try {
      const files = opened.platform.files.root;
      const house = { ...opened, config, log, say, postgres, files };
      if (migrates) await migrate(opened.database.pool, { say, beforeUpgrade: upgrading(house) });
      return await work(house);
    } finally {
      await opened.database.close();
    }
  } finally {
    await postgres.stop();
  }
}

export function placesOf({ DATA_DIR, PG_BIN, DATABASE_URL }: Config) {
  return { dataDir: DATA_DIR, pgBin: PG_BIN, databaseUrl: DATABASE_URL };
}
