import { expect, test } from "vitest";
import { patiently } from "./jobs.ts";

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
