import { expect, test } from "vitest";
import { outage } from "./outage.ts";

const seed = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 100_000));
const mails = Number(process.env["FAULT_MAILS"] ?? 100);

test(`mails of ten days, on a server that drops lines, renumbers and says all are seen, come in once and in order for two readers (FAULT_SEED=${seed})`, async () => {
  const report = await outage({ seed, mails });
  if (process.env["FAULT_MAILS"]) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

  expect(report.faults).toEqual([]);
  expect(report.brokenLines).toBeGreaterThan(0);
}, 3_600_000);
