/** What the database does to transactions in one another's way. */
import { sql } from "kysely";
import { pino } from "pino";
import { expect, test } from "vitest";
import { testDatabase } from "#testkit/cluster.ts";
import { isDatabaseAway, openDatabase, type Tx } from "./db.ts";

const lock = (tx: Tx, key: number) =>
  sql`select pg_advisory_xact_lock(840901, ${key}::int4)`.execute(tx);

test("of two transactions that wait for each other both are done, one of them after the other", async () => {
  const { db, close } = openDatabase({ ...testDatabase(), max: 3 }, pino({ level: "silent" }));
  const both = Promise.withResolvers<void>();
  let [holding, runs] = [0, 0];
  const inOrder = (first: number, second: number) =>
    db.transaction().execute(async (tx) => {
      runs++;
      await lock(tx, first);
      if (++holding === 2) both.resolve();
      await both.promise;
      await lock(tx, second);
      return first;
    });
  expect(await Promise.all([inOrder(1, 2), inOrder(2, 1)])).toEqual([1, 2]);
  expect(runs).toBe(3);
  await close();
});

test("a transaction that fails for another reason is not run again", async () => {
  const { db, close } = openDatabase({ ...testDatabase(), max: 1 }, pino({ level: "silent" }));
  let runs = 0;
  const failing = db.transaction().execute((tx) => {
    runs++;
    return sql`select 1 / 0`.execute(tx);
  });
  await expect(failing).rejects.toMatchObject({ code: "22012" });
  expect(runs).toBe(1);
  await close();
});

/** A line that ends while it is written to breaks in one of several ways, by the moment. */
test.each(["EPIPE", "ECONNRESET", "ETIMEDOUT"])(
  "a line that broke with %s says that the database is away, and not that we crashed",
  (code) => {
    expect(isDatabaseAway(Object.assign(new Error(`write ${code}`), { code }))).toBe(true);
    expect(isDatabaseAway(new Error(`write ${code}`))).toBe(false);
  },
);
