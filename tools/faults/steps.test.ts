import { expect, test } from "vitest";
import { dieAtAnyStep } from "./steps.ts";

const seed = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 100_000));

test(`a hundred deaths at any statement, of mail in and out, lose nothing and double nothing (FAULT_SEED=${seed})`, async () => {
  const report = await dieAtAnyStep({ seed, deaths: 100 });
  expect(report.faults).toEqual([]);
  expect(report.mails).toBeGreaterThan(20);
  expect(report.replies).toBeGreaterThan(5);
}, 300_000);
