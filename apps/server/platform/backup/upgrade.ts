/**
 * The backup that is made by itself before a newer program changes the schema.
 */
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Say } from "../log.ts";
import type { Postgres } from "../postgres/running.ts";
import { writeBackup } from "./write.ts";

export type Upgrade = {
  config: Config;
  postgres: Pick<Postgres, "connection">;
  secretKey: string;
  files: string;
  say: Say;
};

const kept = 5;

/** For `migrate(…, { beforeUpgrade })`. */
export function upgrading(house: Upgrade): () => Promise<void> {
  return async () => {
    await backUpBefore("upgrade", house);
  };
}

/** @returns The file, in the folder of backups; the newest five of their kind are kept. */
export async function backUpBefore(
  what: "upgrade" | "restore",
  { config, postgres, secretKey, files, say }: Upgrade,
) {
  const folder = join(config.DATA_DIR, "backups");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(
    folder,
    `before-${what}-${new Date().toISOString().replace(/[:.]/g, "-")}.tar.gz`,
  );
  say(`Backing up to ${file} …`);
  await writeBackup({ connection: postgres.connection, files, secretKey }, file);
  await removeOldest(folder, `before-${what}-`);
  return file;
}

async function removeOldest(folder: string, prefix: string) {
  const names = (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && name.endsWith(".tar.gz"))
    .toSorted();
  for (const name of names.slice(0, -kept)) await rm(join(folder, name));
}
