/**
 * `npm run rows` prints every row of the contract that is claimed, with the tests that prove it; `--check` says only what
 * is wrong. Fails when a row claimed in `docs/rows.md` has no test.
 */
import { claimedRows, proofsOfRows } from "./rows.ts";

const proofs = proofsOfRows();
const claims = claimedRows();
const quiet = process.argv.includes("--check");

for (const [row, what] of claims) {
  const tests = proofs.get(row) ?? [];
  if (!quiet) console.log(`\n${row}  ${what}`);
  if (!quiet) for (const { name, at } of tests) console.log(`     ${name}  (${at})`);
  if (tests.length === 0) console.log(`${row} is claimed, but no test names it.`);
}

const bare = [...claims.keys()].filter((row) => !proofs.has(row));
const beyond = [...proofs.keys()].filter((row) => !claims.has(row));
if (beyond.length > 0 && !quiet)
  console.log(`\nNamed by tests and not claimed: ${beyond.join(", ")}.`);
console.log(
  bare.length === 0
    ? `${claims.size} rows are claimed, each with its tests.`
    : `${bare.length} of ${claims.size} rows claimed have no test.`,
);
process.exitCode = bare.length === 0 ? 0 : 1;
