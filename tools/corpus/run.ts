/**
 * `npm run corpus` prints how well the corpus is read; the same on another folder, with its answers written to a file:
 *
 *     npm run corpus -- --cases DIR --out FILE --misses
 *
 * Its mails, damaged for as long as wanted; `--at` does one of them again:
 *
 *     npm run corpus -- --fuzz MINUTES --seed SEED --at NUMBER
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder } from "#testkit/corpus.ts";
import { groups } from "./cases.ts";
import { fuzz } from "./fuzz.ts";
import { measure } from "./measure.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: corpusFolder },
    out: { type: "string" },
    /** Each case that is not good, and why. */
    misses: { type: "boolean", default: false },
    /** Minutes. */
    fuzz: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    at: { type: "string" },
  },
});

/** From where npm was called, which runs its scripts elsewhere. */
const here = process.env["INIT_CWD"] ?? process.cwd();
const folder = resolve(here, values.cases);
const isFuzzing = values.fuzz !== undefined || values.at !== undefined;
process.exitCode = (await (isFuzzing ? damaged() : figures())) ? 0 : 1;

async function figures(): Promise<boolean> {
  const report = await measure(folder, (line) => console.log(line), values.misses);
  if (values.out !== undefined) {
    writeFileSync(resolve(here, values.out), `${JSON.stringify(report.answers, null, 1)}\n`);
    console.log(`${report.cases} answers, ${report.failed} of them errors, are in ${values.out}.`);
  }
  if (report.cases > 0) return true;
  console.error(`There are no cases in ${folder}: it needs folders ${groups.join(", ")}.`);
  return false;
}

async function damaged(): Promise<boolean> {
  const seed = Number(values.seed);
  const plan = values.at === undefined ? {} : { from: Number(values.at), mails: 1 };
  const milliseconds = Number(values.fuzz ?? 1) * 60_000;
  console.log(`seed ${seed}`);
  const { mails, slowest, faults } = await fuzz({
    ...{ folder, seed, milliseconds, ...plan },
  });
  for (const { at, of, by, says, raw } of faults) {
    const file = join(tmpdir(), `sportello-${seed}-${at}.eml`);
    writeFileSync(file, raw);
    console.log(`\n${of}, ${by.join(", ")}: ${says}\n  --seed ${seed} --at ${at}, ${file}`);
  }
  console.log(
    `${mails} damaged mails, ${faults.length} faults, ${Math.round(slowest)} ms at most.`,
  );
  return faults.length === 0;
}
