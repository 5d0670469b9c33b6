/**
 * `npm test`: everything that must hold before a change lands, the tests last; all are run, so that one failure does
 * not hide the next. `npm test -- PATH…` runs only the tests of these paths.
 */
import { spawn, type StdioOptions } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

type Step = { name: string; command: string; args: string[] };

const root = join(import.meta.dirname, "../..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
const report = join(mkdtempSync(join(tmpdir(), "sportello-report-")), "tests.json");
const only = process.argv.slice(2);
/** Each step and each worker is a process of its own: what one of them compiled, the others find. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, "dist", "compiled") };

/** Side by side, the longest first. */
const steady: Step[] = [
  { name: "lint", command: bin("oxlint"), args: ["--type-aware", "--deny-warnings"] },
  { name: "format", command: bin("oxfmt"), args: ["--check", "."] },
  { name: "types", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
  { name: "house", command: process.execPath, args: ["tools/house/check.ts"] },
  { name: "unused code", command: bin("knip"), args: [] },
  { name: "schema", command: process.execPath, args: ["tools/schema/dump.ts", "--check"] },
  { name: "languages", command: process.execPath, args: ["tools/languages/check.ts"] },
  { name: "rows", command: process.execPath, args: ["tools/rows/run.ts", "--check"] },
  { name: "generated docs", command: process.execPath, args: ["tools/docs/config.ts", "--check"] },
];
const tests: Step = {
  name: "tests",
  command: bin("vitest"),
  args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...only],
};

/** Each of them keeps one core busy, now and then more. */
const atOnce = 2;
const failed: string[] = [];
if (only.length === 0) {
  const waiting = steady.values();
  await Promise.all(Array.from({ length: atOnce }, () => work(waiting)));
}
await work([tests]);
sayCounts();
if (failed.length > 0) console.log(`Not in order: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function work(steps: Iterable<Step>) {
  for (const step of steps) {
    const began = Date.now();
    const code = await run(step);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${code === 0 ? "ok  " : "FAIL"} ${step.name} (${seconds} s)`);
    if (code !== 0) failed.push(step.name);
  }
}

/** The tests speak as they go; what runs beside another speaks when it is done. */
function run(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    const output = step === tests ? "inherit" : "pipe";
    const stdio: StdioOptions = ["ignore", output, output];
    const child = spawn(step.command, step.args, { cwd: root, env, stdio });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (piece: Buffer) => said.push(piece));
    child.on("error", () => resolve(1));
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** One plain line that other programs can read. */
function sayCounts() {
  const counts = readReport();
  if (!counts) return;
  for (const name of failedTests(counts)) console.log(`FAILED ${name}`);
  console.log(
    `${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped`,
  );
}

type Counts = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

/** By name, after everything else: where only the end of a long output is kept, it says what failed. */
function failedTests({ testResults }: Counts): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failures = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failures.length === 0) return [file];
    return failures.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

function readReport(): Counts | null {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as Counts;
  } catch {
    return null;
  } finally {
    rmSync(join(report, ".."), { recursive: true, force: true });
  }
}
