/** Statements that come again answer as they did the first time, also after they failed. */
import type { PoolClient } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "#testkit/cluster.ts";
import { plannedOnce } from "./repeated.ts";
import { type Database, isDatabaseAway, openDatabase } from "./db.ts";

let database: Database;
/** One connection, as queries have it: each run meets what the one before has left on it. */
let client: PoolClient;

beforeAll(async () => {
  database = openDatabase({ ...testDatabase(), max: 1 }, pino({ level: "silent" }));
  client = await database.pool.connect();
});

afterAll(async () => {
  client.release();
  await database.close();
});

test("is sent under a name the second time", async () => {
  await fourTimes("select $1::text as once_named", ["x"]);
  const { rows } = await client.query(
    "select count(*)::int4 as n from pg_prepared_statements where statement like '%once_named%' and name <> ''",
  );
  expect(rows).toEqual([{ n: 1 }]);
});

/** Unnamed at first, then prepared, then run again as it stands. */
async function fourTimes(text: string, values: unknown[]) {
  const answers = [];
  for (let run = 0; run < 4; run++) answers.push(await client.query(text, values));
  return answers;
}

describe("a statement that is planned once", () => {
  const modeNow = async () =>
    (await client.query<{ plan_cache_mode: string }>("show plan_cache_mode")).rows[0]
      ?.plan_cache_mode;

  test("has one plan for all values, answers as others do, and leaves others their own", async () => {
    const text = `${plannedOnce} select 10 / $1::int4 as tenth`;
    for (const { rows, command } of await fourTimes(text, [5]))
      expect({ rows, command }).toEqual({ rows: [{ tenth: 2 }], command: "SELECT" });
    await expect(client.query(text, [0])).rejects.toThrow("division by zero");
    expect(await modeNow()).toBe("auto");
    const { rows } = await client.query(
      "select generic_plans::int, custom_plans::int from pg_prepared_statements where statement like '%as tenth'",
    );
    expect(rows).toEqual([{ generic_plans: 4, custom_plans: 0 }]);
  });

  test("leaves no trace in a transaction that it broke", async () => {
    const text = `${plannedOnce} select 20 / $1::int4 as twentieth`;
    await fourTimes(text, [5]);
    await client.query("begin");
    await expect(client.query(text, [0])).rejects.toThrow("division by zero");
    await client.query("rollback");
    expect(await modeNow()).toBe("auto");
  });
});

describe("a statement that comes again", () => {
  test("answers the same rows with the same types", async () => {
    const at = new Date("2026-03-01T08:30:00.250Z");
    const values = [at, ["a", null], { deep: [1] }, Buffer.from([0, 255]), null, 7];
    const answers = await fourTimes(
      `select $1::timestamptz as at, $2::text[] as list, $3::jsonb as json, $4::bytea as bytes,
         $5::text as nothing, $6::int8 as big, true as yes, n from generate_series(1, 2) n`,
      values,
    );
    const row = { at, list: ["a", null], json: { deep: [1] }, nothing: null, big: 7, yes: true };
    for (const { rows, command, rowCount } of answers) {
      expect(rows).toEqual([
        { ...row, bytes: Buffer.from([0, 255]), n: 1 },
        { ...row, bytes: Buffer.from([0, 255]), n: 2 },
      ]);
      expect({ command, rowCount }).toEqual({ command: "SELECT", rowCount: 2 });
    }
  });

  test("answers no rows with the names of its columns, and counts what it changed", async () => {
    for (const { rows, fields } of await fourTimes("select $1::int4 as one where false", [1])) {
      expect(rows).toEqual([]);
      expect(fields.map(({ name }) => name)).toEqual(["one"]);
    }
    await client.query("create temporary table kept (n int4)");
    const answers = await fourTimes("insert into kept select n from generate_series(1, $1) n", [3]);
    expect(answers.map(({ command, rowCount }) => `${command} ${rowCount}`)).toEqual(
      Array(4).fill("INSERT 3"),
    );
  });

  test("that fails says why, and runs again on the same connection", async () => {
    const divide = (by: number) => client.query("select 10 / $1::int4 as n", [by]);
    await expect(divide(0)).rejects.toMatchObject({ code: "22012" });
    await expect(divide(0)).rejects.toMatchObject({ code: "22012" });
    expect((await divide(5)).rows).toEqual([{ n: 2 }]);
    await expect(divide(0)).rejects.toMatchObject({ code: "22012" });
    expect((await divide(2)).rows).toEqual([{ n: 5 }]);
  });

  test("that cannot be prepared says so each time", async () => {
    const wrong = () => client.query("select $1::int4 from nowhere_at_all", [1]);
    for (let run = 0; run < 3; run++)
      await expect(wrong()).rejects.toMatchObject({ code: "42P01" });
    expect((await client.query("select $1::int4 as n", [1])).rows).toEqual([{ n: 1 }]);
  });

  test("is prepared anew after what it reads has changed, as when a newer version migrates beside it", async () => {
    await client.query("create temporary table grown as select 1 as a");
    const read = () => client.query("select * from grown where a > $1", [0]);
    for (let run = 0; run < 4; run++) expect((await read()).rows).toEqual([{ a: 1 }]);
    await client.query("alter table grown add column b int4 default 2");
    await expect(read()).rejects.toMatchObject({ code: "0A000" });
    for (let run = 0; run < 3; run++) expect((await read()).rows).toEqual([{ a: 1, b: 2 }]);
  });

  test("with a value that cannot be written fails alone", async () => {
    const round: Record<string, unknown> = {};
    round["self"] = round;
    const keep = (value: unknown) => client.query("select $1::jsonb as kept", [value]);
    expect((await keep({ a: 1 })).rows).toEqual([{ kept: { a: 1 } }]);
    await expect(keep(round)).rejects.toThrow(/circular/i);
    await expect(keep(round)).rejects.toThrow(/circular/i);
    expect((await keep({ a: 2 })).rows).toEqual([{ kept: { a: 2 } }]);
  });
});

test("is prepared however many others came before, and no connection keeps more than four hundred", async () => {
  for (let n = 0; n < 450; n++)
    for (let run = 0; run < 2; run++) await client.query(`select $1::int4 as crowd_${n}`, [n]);
  await client.query("select $1::int4 / $2::int4 as late", [1, 1]);
  await expect(client.query("select $1::int4 / $2::int4 as late", [1, 0])).rejects.toThrow("zero");

  const answers = await fourTimes("select $1::text as late_comer", ["x"]);
  for (const { rows } of answers) expect(rows).toEqual([{ late_comer: "x" }]);
  expect((await client.query("select $1::int4 as crowd_3", [7])).rows).toEqual([{ crowd_3: 7 }]);
  const prepared = await client.query<{ statement: string }>(
    "select statement from pg_prepared_statements where name <> ''",
  );
  const texts = prepared.rows.map(({ statement }) => statement);
  expect(texts).toContain("select $1::text as late_comer");
  expect(texts.length).toBeLessThanOrEqual(400);
});

test("answers right on new connections when the old ones are ended under it", async () => {
  const busy = openDatabase({ ...testDatabase(), max: 4 }, pino({ level: "silent" }));
  const ask = async (n: number) => {
    const { rows } = await busy.pool.query(`select $1::int4 as n_${n % 30} from pg_sleep(0.001)`, [
      n,
    ]);
    return rows;
  };
  const answer = (n: number) => [{ [`n_${n % 30}`]: n }];
  for (let round = 0; round < 3; round++) {
    const pids = await pidsOf(busy.pool, 4);
    const asked = Array.from({ length: 200 }, (_, n) =>
      ask(n).then(
        (rows) => expect(rows).toEqual(answer(n)),
        (error: unknown) => expect(isDatabaseAway(error), String(error)).toBe(true),
      ),
    );
    await asked[30];
    await client.query("select pg_terminate_backend(pid) from unnest($1::int4[]) pid", [pids]);
    await Promise.all(asked);
  }
  for (let n = 0; n < 60; n++)
    await expect.poll(() => ask(n).catch(isDatabaseAway)).toEqual(answer(n));
  await busy.close();
});

async function pidsOf(pool: Database["pool"], size: number) {
  const held = await Promise.all(Array.from({ length: size }, () => pool.connect()));
  const pids = [];
  for (const one of held) {
    const { rows } = await one.query<{ pid: number }>("select pg_backend_pid() as pid");
    pids.push(rows[0]?.pid);
    one.release();
  }
  return pids;
}
