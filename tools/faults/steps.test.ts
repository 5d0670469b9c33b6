import { expect, test } from "vitest";
import { dieAtAnyStep } from "./steps.ts";

const seed = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 100_000));
const deaths = Number(process.env["FAULT_DEATHS"] ?? 90);

test(`${deaths} deaths at any statement, of mail in and out, lose nothing and double nothing (FAULT_SEED=${seed})`, async () => {
  const report = await dieAtAnyStep({ seed, deaths });
  if (process.env["FAULT_DEATHS"]) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

  expect(report.faults).toEqual([]);
  expect(report.mails).toBeGreaterThan(20);
  expect(report.replies).toBeGreaterThan(5);
}, 3_600_000);
