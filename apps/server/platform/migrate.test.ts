import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshDatabase, testPool } from "#testkit/cluster.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate, readMigrations, schemaVersion } from "./migrate.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: pg.Pool;
const say = () => {};

beforeAll(async () => {
  database = await freshDatabase("migrate_test");
  pool = testPool(database);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe("migrating", () => {
  test("brings an empty database to the newest schema, however many start at once", async () => {
    await Promise.all([migrate(pool, { say }), migrate(pool, { say }), migrate(pool, { say })]);

    const files = await readMigrations();
    expect(await schemaVersion(pool)).toBe(files.at(-1)?.number);
    expect((await pool.query("select 1 from schema_migrations")).rowCount).toBe(files.length);
    await pool.query("select graphile_worker.add_job('any.job')");
  });

  test("refuses a database of a newer program", async () => {
    await pool.query("insert into schema_migrations values (9999, '9999_future.sql', 'x')");
    await expect(migrate(pool, { say })).rejects.toThrow(
      "newer Sportello (it has 9999_future.sql)",
    );
    await pool.query("delete from schema_migrations where number = 9999");
  });

  test("refuses a migration that was rewritten after it ran", async () => {
    await pool.query(
      "update schema_migrations set checksum = 'other' || checksum where number = 1",
    );
    await expect(migrate(pool, { say })).rejects.toThrow("another text of 0001_");
    await pool.query(
      "update schema_migrations set checksum = substr(checksum, 6) where number = 1",
    );
  });

  test("saves a database in use before it changes it, and only then", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sportello-test-migrations-"));
    const saved: number[] = [];
    const options = {
      say,
      folder,
      beforeUpgrade: async () => void saved.push(await schemaVersion(pool)),
    };
    await pool.query("drop schema public cascade; create schema public");
    await writeFile(join(folder, "0001_one.sql"), "create table one ()");
    await migrate(pool, options);
    await migrate(pool, options);
    expect(saved).toEqual([]);

    await writeFile(join(folder, "0002_two.sql"), "create table two ()");
    await migrate(pool, options);
    expect(saved).toEqual([1]);

    await writeFile(join(folder, "0003_three.sql"), "create table three (); select 1 / 0");
    await expect(migrate(pool, options)).rejects.toThrow("nothing of it was kept");
    expect(await schemaVersion(pool)).toBe(2);
    await pool.query("create table three ()");
    await rm(folder, { recursive: true });
  });
});
