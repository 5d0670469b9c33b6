/**
 * Restore: an installation as a backup knew it, in an empty database.
 */
import type pg from "pg";
import { migrate, readMigrations } from "../migrate.ts";
import { readArchive, verifyArchive } from "./archive.ts";
import { fill } from "./fill.ts";
import { type Ending, type Manifest, manifestSchema } from "./manifest.ts";
import { backupTables } from "./tables.ts";
import type { RestoreTarget } from "./target.ts";

/**
 * All rows or none: they are written in one transaction. Files are laid beside the present ones and take their place
 * before it is committed.
 * @throws when the file is damaged or newer than this program, or when the database is in use.
 */
export async function restoreBackup(target: RestoreTarget, file: string): Promise<Ending> {
  target.say("Checking the backup …");
  await verifyArchive(file);
  const manifest = await readManifest(file);
  await refuseNewerBackup(manifest);
  await refuseUsedDatabase(target.pool);

  await migrate(target.pool, { say: target.say, upTo: manifest.schemaVersion });
  const ending = await fill(target, file, manifest);
  await migrate(target.pool, { say: target.say });
  await target.pool.query("analyze");
  return ending;
}

async function readManifest(file: string): Promise<Manifest> {
  for await (const { name, bytes } of readArchive(file)) {
    if (name !== "manifest.json") break;
    return manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
  }
  throw new Error(`${file} is not a backup of Sportello.`);
}

async function refuseNewerBackup({ schemaVersion }: Manifest) {
  const newest = (await readMigrations()).at(-1)?.number ?? 0;
  if (schemaVersion <= newest) return;
  throw new Error(
    `The backup was written by a newer Sportello (schema ${schemaVersion}, here ${newest}).`,
  );
}

/** The one row of `installation` is there from the start. */
export async function isUsed(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    for (const { name } of await backupTables(client)) {
      if (name === "public.installation" || name.startsWith("graphile_worker.")) continue;
      if ((await client.query(`select 1 from ${name} limit 1`)).rowCount) return true;
    }
    return false;
  } finally {
    client.release();
  }
}

async function refuseUsedDatabase(pool: pg.Pool) {
  if (await isUsed(pool))
    throw new Error("The database is in use. Restore into a new one, or say --replace.");
}

/** Empties a database for a restore over it. The caller has made a backup of it first. */
export async function emptyDatabase(pool: pg.Pool): Promise<void> {
  await pool.query(
    "drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public",
  );
}
