/**
 * Backup: the whole installation in one file, taken while it runs.
 */
import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { schemaVersion } from "../migrate.ts";
import { type Archive, createArchive } from "./archive.ts";
import type { Ending, Manifest } from "./manifest.ts";
import { type BackupTable, backupTables, sequences } from "./tables.ts";

export type BackupSource = {
  connection: pg.ClientConfig;
  /** Folder of the file store. */
  files: string;
  secretKey: string;
};

/** Entries are at most this big, so that nobody holds a whole table in memory. */
const partSize = 4 * 2 ** 20;

/** @returns What is in it. The file appears only when it is complete. */
export async function writeBackup(source: BackupSource, file: string): Promise<Ending> {
  const archive = await createArchive(file);
  const client = new pg.Client(source.connection);
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("begin isolation level repeatable read, read only");
    const ending = await writeAll(client, archive, source);
    await client.query("commit");
    await archive.close();
    return ending;
  } catch (error) {
    await archive.discard();
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function writeAll(
  client: pg.Client,
  archive: Archive,
  source: BackupSource,
): Promise<Ending> {
  const manifest = await describe(client);
  await archive.add("manifest.json", json(manifest));

  const rows: Record<string, number> = {};
  for (const table of manifest.tables) rows[table.name] = await writeTable(client, archive, table);
  const ending = {
    rows,
    sequences: await sequences(client),
    files: await writeFiles(archive, source.files),
  };

  await archive.add("secret.key", Buffer.from(`${source.secretKey}\n`));
  await archive.add("ending.json", json(ending));
  return ending;
}

async function describe(client: pg.Client): Promise<Manifest> {
  return {
    format: 1,
    program: "sportello",
    madeAt: new Date().toISOString(),
    schemaVersion: await versionOf(client),
    tables: await backupTables(client),
  };
}

async function versionOf(client: pg.Client) {
  const version = await schemaVersion(client);
  if (version === 0) throw new Error("There is no desk in this database yet: nothing to back up.");
  return version;
}

async function writeTable(
  client: pg.Client,
  archive: Archive,
  table: BackupTable,
): Promise<number> {
  const copy = client.query(copyTo(`copy ${table.name} (${table.columns.join(", ")}) to stdout`));
  let held: Buffer[] = [];
  let length = 0;
  let part = 0;
  const flush = async () => {
    await archive.add(
      `tables/${table.name}/${String(part++).padStart(6, "0")}`,
      Buffer.concat(held, length),
    );
    [held, length] = [[], 0];
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    held.push(chunk);
    length += chunk.length;
    if (length >= partSize) await flush();
  }
  if (length > 0) await flush();
  return copy.rowCount;
}

/** Read after the snapshot: a file that the snapshot names is there, and one more does no harm. */
async function writeFiles(archive: Archive, root: string): Promise<number> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  let count = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path).split(sep).join("/");
    if (!entry.isFile() || name.includes("/incoming/")) continue;
    const bytes = await readFile(path).catch(unlessGone);
    if (!bytes) continue;
    await archive.add(`files/${name}`, bytes);
    count++;
  }
  return count;
}

/** Expired uploads are removed while we read. */
function unlessGone(error: NodeJS.ErrnoException) {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}

function json(value: unknown) {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}
