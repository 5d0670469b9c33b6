/**
 * `npm run faults`: fifty kills of the real program during five hundred mails and two hundred replies. More of them:
 *
 *     npm run faults -- --kills 1000 --seed 7      real kills
 *     npm run faults -- --deaths 1000 --seed 7     deaths at any statement
 *     npm run faults -- --outage 5000              a mailbox with five thousand waiting mails
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mailUnderFire } from "./faults.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    deaths: { type: "string" },
    outage: { type: "string" },
    mails: { type: "string" },
    replies: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});
console.log(`seed ${values.seed}`);
if (values.deaths) process.exitCode = await asTest("steps", { FAULT_DEATHS: values.deaths });
else if (values.outage) process.exitCode = await asTest("outage", { FAULT_MAILS: values.outage });
else await kill();

async function kill() {
  const [seed, kills] = [Number(values.seed), Number(values.kills)];
  // Enough work that each kill meets some.
  const mails = Number(values.mails ?? Math.max(500, kills * 2));
  const replies = Number(values.replies ?? Math.max(200, kills));
  const report = await mailUnderFire({ seed, kills, mails, replies }, console.log);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.faults.length > 0 ? 1 : 0;
}

/** These stand on the testkit: they run as the suite runs them, only longer. */
async function asTest(name: string, change: Record<string, string>): Promise<number> {
  const root = join(import.meta.dirname, "../..");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const words = [vitest, "run", `tools/faults/${name}.test.ts`, "--disable-console-intercept"];
  const env = { ...process.env, ...change, FAULT_SEED: values.seed };
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
