import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase, testPool } from "#testkit/cluster.ts";
import { migrate } from "./migrate.ts";
import { bringNearer, patiently } from "./jobs.ts";

const away = Object.assign(new Error("terminating connection"), { code: "57P01" });

test("a job whose database went away is done again at once, any other failure is the queue's", async () => {
  const outcomes = [away, away, null];
  let runs = 0;
  const run = (failures: (Error | null)[]) => async () => {
    runs++;
    const failure = failures.shift();
    if (failure) throw failure;
  };

  await patiently(run(outcomes), 1);
  expect(runs).toBe(3);

  await expect(patiently(run([new Error("no")]), 1)).rejects.toThrow("no");
  expect(runs).toBe(4);
});

test("a database that stays away ends the attempt", async () => {
  await expect(patiently(() => Promise.reject(away), 1)).rejects.toThrow("terminating connection");
});

test("a young job that failed is minutes away, however often its process died; one that waits for its time is left alone", async () => {
  const { connectionString, drop } = await freshDatabase(`jobs_${randomUUID()}`);
  const pool = testPool({ connectionString });
  await migrate(pool, { say: () => {} });
  const waits = (key: string, values: string) =>
    pool
      .query(
        `with made as (select graphile_worker.add_job('any', job_key => $1, run_at => now() + interval '6 hours'))
       select from made`,
        [key],
      )
      .then(() =>
        pool.query(`update graphile_worker._private_jobs set ${values} where key = $1`, [key]),
      );
  await waits("young", "attempts = 20, last_error = 'no'");
  await waits("old", "attempts = 40, last_error = 'no'");
  await waits("planned", "attempts = 0");
  await waits("running", "attempts = 20, last_error = 'no', locked_by = 'x', locked_at = now()");

  await bringNearer(pool);

  const { rows } = await pool.query(
    "select key from graphile_worker._private_jobs where run_at < now() + interval '10 minutes'",
  );
  expect(rows).toEqual([{ key: "young" }]);
  await pool.end();
  await drop();
});
