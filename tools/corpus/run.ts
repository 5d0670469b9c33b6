/**
 * `npm run corpus` prints how well the corpus is read; the same on another folder, with its answers written to a file:
 *
 *     npm run corpus -- --cases DIR --out FILE --misses
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { corpusFolder } from "#testkit/corpus.ts";
import { groups } from "./cases.ts";
import { measure } from "./measure.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: corpusFolder },
    out: { type: "string" },
    /** Each case that is not good, and why. */
    misses: { type: "boolean", default: false },
  },
});

const report = await measure(values.cases, (line) => console.log(line), values.misses);
if (report.cases === 0) {
  console.error(`There are no cases in ${values.cases}: it needs folders ${groups.join(", ")}.`);
  process.exitCode = 1;
}
if (values.out !== undefined) {
  writeFileSync(values.out, `${JSON.stringify(report.answers, null, 1)}\n`);
  console.log(`${report.cases} answers, ${report.failed} of them errors, are in ${values.out}.`);
}
