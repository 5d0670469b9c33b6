import { randomBytes, randomUUID } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshDatabase, testPool } from "#testkit/cluster.ts";
import { diskFiles } from "#platform/files.ts";
import { migrate, schemaVersion } from "#platform/migrate.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { emptyDatabase, restoreBackup } from "./restore.ts";
import { backupTables } from "./tables.ts";
import { writeBackup } from "./write.ts";

type House = {
  pool: pg.Pool;
  connectionString: string;
  drop(): Promise<void>;
  files: string;
  secretKeyFile: string;
};

let folder: string;
let old: House;
let fresh: House;
const say = () => {};
const bytes = randomBytes(70_000);
const deskId = randomUUID();
let hash: Buffer;
const backup = () => join(folder, "backup.tar.gz");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sportello-test-backup-"));
  [old, fresh] = [await house("old"), await house("fresh")];
  await migrate(old.pool, { say });
  await furnish(old);
  await writeBackup({ connection: old, files: old.files, secretKey: "the-key" }, backup());
});

afterAll(async () => {
  for (const { pool, drop } of [old, fresh]) await pool.end().then(drop);
  await rm(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  test("brings every row, file and key back, into a new database", async () => {
    const ending = await restoreBackup({ ...fresh, say }, backup());

    expect(await hashes(fresh.pool)).toEqual(await hashes(old.pool));
    expect(ending.rows["public.contacts"]).toBe(2_000);
    expect(await diskFiles(fresh.files).read(deskId, hash)).toEqual(bytes);
    expect(await readFile(fresh.secretKeyFile, "utf8")).toBe("the-key\n");
    expect(await schemaVersion(fresh.pool)).toBe(await schemaVersion(old.pool));
  });

  test("keeps indexes, keys and triggers, and counters go on where they were", async () => {
    expect(await rules(fresh.pool)).toEqual(await rules(old.pool));
    const next = "select nextval(pg_get_serial_sequence('events', 'seq'))";
    const [before, after] = [await old.pool.query(next), await fresh.pool.query(next)];
    expect(after.rows).toEqual(before.rows);
  });

  test("starts a new epoch, and restored events are readable at once", async () => {
    const epoch = "select epoch from installation";
    expect((await fresh.pool.query(epoch)).rows).not.toEqual((await old.pool.query(epoch)).rows);
    const hidden =
      "select count(*)::int as hidden from events where xid >= pg_snapshot_xmin(pg_current_snapshot())";
    // Whoever still writes into another database of this server holds them back, too.
    await vi.waitFor(
      async () => expect((await fresh.pool.query(hidden)).rows).toEqual([{ hidden: 0 }]),
      { timeout: 20_000 },
    );
  });

  test("gives jobs back that a worker held", async () => {
    const { rows } = await fresh.pool.query("select locked_by from graphile_worker._private_jobs");
    expect(rows).toEqual([{ locked_by: null }]);
  });

  test("is refused by a database in use", async () => {
    await expect(restoreBackup({ ...fresh, say }, backup())).rejects.toThrow(
      "The database is in use",
    );
  });

  test("is refused when a byte has changed or the end is missing, before anything is touched", async () => {
    const [damaged, short] = [join(folder, "damaged"), join(folder, "short")];
    const whole = await readFile(backup());
    await writeFile(short, whole.subarray(0, whole.length / 2));
    await copyFile(backup(), damaged);
    whole[Math.floor(whole.length / 2)] = 255 - (whole[Math.floor(whole.length / 2)] ?? 0);
    await writeFile(damaged, whole);
    for (const file of [damaged, short]) {
      await expect(restoreBackup({ ...fresh, say }, file)).rejects.toThrow(/damaged|middle/);
    }
    expect(await hashes(fresh.pool)).toEqual(await hashes(old.pool));
  });

  test("leaves an empty database and no files when it fails half-way", async () => {
    await emptyDatabase(fresh.pool);
    await migrate(fresh.pool, { say });
    await fresh.pool.query("alter table tickets add constraint never check (number < 0)");
    await expect(restoreBackup({ ...fresh, say }, backup())).rejects.toThrow("never");
    expect((await fresh.pool.query("select 1 from contacts")).rowCount).toBe(0);
    await expect(stat(`${fresh.files}.restoring`)).rejects.toThrow("ENOENT");
  });

  test("brings no rows back whose files cannot take their place", async () => {
    await emptyDatabase(fresh.pool);
    // What lies there cannot be moved aside: its name would be too long.
    const files = join(folder, "fresh", "f".repeat(240));
    await mkdir(files);

    await expect(restoreBackup({ ...fresh, files, say }, backup())).rejects.toThrow("ENAMETOOLONG");

    expect((await fresh.pool.query("select 1 from contacts")).rowCount).toBe(0);
    await expect(stat(`${files}.restoring`)).rejects.toThrow("ENOENT");
  });

  test("never overwrites a file", async () => {
    const again = writeBackup({ connection: old, files: old.files, secretKey: "k" }, backup());
    await expect(again).rejects.toThrow("exists already");
  });
});

async function house(name: string): Promise<House> {
  const database = await freshDatabase(`backup_${name}_${randomUUID().slice(0, 8)}`);
  await mkdir(join(folder, name));
  const places = {
    files: join(folder, name, "files"),
    secretKeyFile: join(folder, name, "secret.key"),
  };
  return { ...database, ...places, pool: testPool(database) };
}

/** Rows that are hard to copy: quotes, tabs, backslashes, nulls, arrays, JSON, bytes, identities, a held job. */
async function furnish({ pool, files }: House) {
  const [desk, pipeline, status] = [deskId, randomUUID(), randomUUID()];
  await pool.query(
    "insert into desks (id, name, reply_secret, created_at) values ($1, $2, '\\x00ff', now())",
    [desk, "Acme\t\\N \"é\" 'ß' \u{1f600}\r\n"],
  );
  await pool.query(
    `insert into contacts (desk_id, id, name, job_title, created_at)
     select $1, gen_random_uuid(), repeat('x', n % 500), case when n % 2 = 0 then null else '' end, now()
     from generate_series(1, 2000) n`,
    [desk],
  );
  await pool.query(
    "insert into pipelines (desk_id, id, name, position) values ($1, $2, 'Support', 0)",
    [desk, pipeline],
  );
  await pool.query(
    `insert into statuses (desk_id, id, pipeline_id, name, color, kind, position, required_properties)
     values ($1, $2, $3, 'New', 'blue', 'open', 0, '{"a,b",NULL,"c\\"d"}')`,
    [desk, status, pipeline],
  );
  await pool.query(
    `insert into tickets (desk_id, id, number, name, pipeline_id, status_id, open, source, active_at, created_at, updated_at)
     values ($1, gen_random_uuid(), 1, 'One', $2, $3, true, 'api', now(), now(), now())`,
    [desk, pipeline, status],
  );
  await pool.query(
    "insert into events (desk_id, type, at) select $1, 'x', now() from generate_series(1, 50)",
    [desk],
  );
  await pool.query("select graphile_worker.add_job('mail.deliver', '{\"a\": 1}')");
  await pool.query(
    "update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now()",
  );
  ({ hash } = await diskFiles(files).put(deskId, bytes));
}

/** The epoch is new on purpose, and a held job is free again. */
async function hashes(pool: pg.Pool): Promise<Record<string, string>> {
  const client = await pool.connect();
  const found: Record<string, string> = {};
  for (const { name, columns } of await backupTables(client)) {
    const compared = columns.filter(
      (column) => !["epoch", "locked_by", "locked_at"].includes(column),
    );
    const { rows } = await client.query(
      `select md5(coalesce(string_agg(r::text, '' order by r::text), '')) as sum from (select ${compared.join(", ")} from ${name}) r`,
    );
    found[name] = rows[0].sum;
  }
  client.release();
  return found;
}

async function rules(pool: pg.Pool) {
  const { rows } = await pool.query(`
    select pg_get_indexdef(indexrelid) as rule from pg_index where indrelid > 16384 and pg_get_indexdef(indexrelid) !~ 'pg_toast'
    union select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid > 16384
    union select tgrelid::regclass || tgname || tgenabled::text from pg_trigger where not tgisinternal order by 1`);
  return rows;
}
