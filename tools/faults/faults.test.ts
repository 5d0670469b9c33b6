import { expect, test } from "vitest";
import { mailUnderFire } from "./faults.ts";

const seed = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 100_000));

test(`ten kills lose no acknowledged mail and double no reply (FAULT_SEED=${seed})`, async () => {
  const plan = { seed, mails: 60, replies: 25, kills: 10 };
  const report = await mailUnderFire(plan, () => undefined);

  expect(report.faults).toEqual([]);
  expect(report.acknowledged).toBe(plan.mails);
  expect(report.messages).toBe(plan.mails + plan.replies);
}, 600_000);
