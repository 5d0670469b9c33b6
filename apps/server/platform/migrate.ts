/**
 * Migrations: numbered SQL files, forward only, each in a transaction of its own.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import type { ClientBase, Pool, PoolClient } from "pg";
import type { Say } from "./log.ts";

export type MigrateOptions = {
  say: Say;
  /** Called once before anything changes in a database that is already in use. */
  beforeUpgrade?: (() => Promise<void>) | undefined;
  /** Stops after this number; a restore fills an older schema first. */
  upTo?: number | undefined;
  /** Of the SQL files, for tests. */
  folder?: string | undefined;
};

export type Migration = { number: number; name: string; sql: string; checksum: string };

const ourFolder = join(import.meta.dirname, "../../../db/migrations");

/** Any number, as long as all versions of the program agree on it. */
const migrationLock = 7_701_802;

/** @throws when the database was written by a newer program, or by another text of the same migration. */
export async function migrate(pool: Pool, options: MigrateOptions): Promise<void> {
  const known = await readMigrations(options.folder);
  const files = known.filter(({ number }) => number <= (options.upTo ?? number));
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    refuseNewerDatabase(await appliedMigrations(client), known);
    await bringForward(client, files, options);
    await runMigrations({ pgPool: pool, logger: silent });
  } finally {
    // A broken session has lost its lock anyway.
    await client.query("select pg_advisory_unlock($1)", [migrationLock]).catch(() => {});
    client.release();
  }
}

/** The number of the newest migration in this database; 0 when there is none. */
export async function schemaVersion(db: Pool | ClientBase): Promise<number> {
  const { rows } = await db.query<{ there: boolean }>(
    "select to_regclass('schema_migrations') is not null as there",
  );
  if (!rows[0]?.there) return 0;
  const newest = await db.query<{ number: number }>(
    "select coalesce(max(number), 0)::int as number from schema_migrations",
  );
  return newest.rows[0]?.number ?? 0;
}

export async function readMigrations(folder = ourFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return {
        number: Number.parseInt(name, 10),
        name,
        sql,
        checksum: createHash("sha256").update(sql).digest("hex"),
      };
    }),
  );
}

async function bringForward(client: PoolClient, files: Migration[], options: MigrateOptions) {
  const applied = await appliedMigrations(client);
  refuseRewrittenHistory(applied, files);

  const pending = files.filter(({ number }) => !applied.has(number));
  if (pending.length === 0) return;
  if (applied.size > 0) await options.beforeUpgrade?.();
  for (const migration of pending) {
    options.say(`Bringing the database to ${migration.name.replace(/\.sql$/, "")} …`);
    await apply(client, migration);
  }
}

async function appliedMigrations(
  client: PoolClient,
): Promise<Map<number, { name: string; checksum: string }>> {
  await client.query(`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    "select number, name, checksum from schema_migrations",
  );
  return new Map(rows.map((row) => [row.number, row]));
}

function refuseNewerDatabase(applied: Map<number, { name: string }>, files: Migration[]) {
  const known = new Set(files.map(({ number }) => number));
  const unknown = [...applied].find(([number]) => !known.has(number));
  if (!unknown) return;
  throw new Error(
    `The database was written by a newer Sportello (it has ${unknown[1].name}). Start that version again, or restore a backup from before.`,
  );
}

/** Migrations are never edited once they are released: two databases of one number would differ. */
function refuseRewrittenHistory(applied: Map<number, { checksum: string }>, files: Migration[]) {
  const changed = files.find(
    ({ number, checksum }) => (applied.get(number)?.checksum ?? checksum) !== checksum,
  );
  if (!changed) return;
  throw new Error(
    `The database was made with another text of ${changed.name}. Migrations only go forward: use the program that made it, or a new data folder.`,
  );
}

async function apply(client: PoolClient, { number, name, sql, checksum }: Migration) {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      "insert into schema_migrations (number, name, checksum) values ($1, $2, $3)",
      [number, name, checksum],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new Error(`The migration ${name} failed, and nothing of it was kept.`, { cause: error });
  }
}

const silent = new Logger(() => () => {});
