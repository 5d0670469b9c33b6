import { join } from "node:path";
import type { ClientConfig } from "pg";
import type { Platform } from "./call.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db.ts";
import { diskFiles } from "./files.ts";
import type { Log } from "./log.ts";
import { resolveMx, resolveTxt } from "./mail-hosts.ts";
import { makeSeal } from "./seal.ts";
import { readSecretKey } from "./secret.ts";

export type Opened = { platform: Platform; database: Database; secretKey: string };

/** What server, commands and tests stand on. Whoever opens it closes its database. */
export async function openPlatform(
  config: Config,
  log: Log,
  connection: ClientConfig,
  world: Partial<Pick<Platform, "clock" | "resolveMx" | "resolveTxt">> = {},
): Promise<Opened> {
  const secretKey = await readSecretKey(config);
  const database = openDatabase({ ...connection, max: config.POOL_SIZE }, log);
  const files = diskFiles(join(config.DATA_DIR, "files"));
  const platform = {
    ...{ config, log, db: database.db, files, seal: makeSeal(secretKey) },
    ...{ clock: () => new Date(), resolveMx, resolveTxt },
    ...world,
  };
  return { platform, database, secretKey };
}
