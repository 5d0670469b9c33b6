/**
 * `npm run faults`: fifty kills during five hundred mails and two hundred replies.
 *
 *     npm run faults -- --kills 50 --mails 500 --replies 200 --seed 7
 */
import { parseArgs } from "node:util";
import { mailUnderFire } from "./faults.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    mails: { type: "string", default: "500" },
    replies: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});
const plan = {
  kills: Number(values.kills),
  mails: Number(values.mails),
  replies: Number(values.replies),
  seed: Number(values.seed),
};
console.log(`seed ${plan.seed}`);
const report = await mailUnderFire(plan, console.log);
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.faults.length > 0 ? 1 : 0;
