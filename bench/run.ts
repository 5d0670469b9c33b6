/**
 * Measures the budgets on the real program and prints the table, misses too.
 *
 *   npm run bench -- [--tickets 100000] [--data FOLDER] [--only WORK,…] [--write NAME]
 *
 * `--data` keeps the seeded desk for the next run; `--only` measures some works (lists, opens, counts, searches,
 * replies, mails, paints); `--write` puts the table into bench/results/NAME.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { memoryMegabytes } from "./cpu.ts";
import { paints } from "./paint.ts";
import { type Line, machine, tableOf } from "./report.ts";
import { command, firstStart, root, type Running, startProgram } from "./server.ts";
import { firstLoad } from "./size.ts";
import { counts, findSubject, lists, mails, opens, quiet, replies, searches } from "./works.ts";

const { values: options } = parseArgs({
  options: {
    tickets: { type: "string", default: "100000" },
    data: { type: "string" },
    only: { type: "string" },
    write: { type: "string" },
  },
});
const folder = options.data ?? mkdtempSync(join(tmpdir(), "sportello-bench-"));
const owner = { email: "owner@bench.example", password: "bench-bench-bench" };
const agent = "agent@bench.example";

const lines: Line[] = [];
const firstMs = await firstStart();
lines.push({
  work: "first start (nothing built, no data)",
  budget: "≤ 10 s",
  measured: `${(firstMs / 1000).toFixed(2)} s`,
  held: firstMs <= 10_000,
});
const empty = await startProgram(folder);
await prepare(empty);
await empty.stop();

const program = await startProgram(folder);
lines.push({
  work: "cold start with data",
  budget: "≤ 2 s",
  measured: `${(program.startedInMs / 1000).toFixed(2)} s`,
  held: program.startedInMs <= 2000,
});
await wait(10_000);
const idle = memoryMegabytes(program.pid);
lines.push({
  work: "idle memory, all processes",
  budget: "≤ 300 MB",
  measured: `${idle.toFixed(0)} MB (PSS, 10 s after start)`,
  held: idle <= 300,
});

try {
  const tokens = {
    agent: await command(program.env, "token", "--email", agent),
    owner: await command(program.env, "token", "--email", owner.email),
  };
  const subject = await findSubject(program, tokens);
  const works = {
    lists: async () => [await lists(subject, 2000)],
    opens: async () => [await opens(subject, 2000)],
    counts: async () => [await counts(subject, 300)],
    searches: async () => await searches(subject, 300),
    replies: async () => [await replies(subject, 400)],
    mails: async () => [await mails(subject, 2000)],
    paints: async () => [...(await paints(program, owner)), firstLoad()],
  };
  for (const [name, work] of Object.entries(works)) {
    if (options.only && !options.only.split(",").includes(name)) continue;
    await quiet(program);
    for (const line of await work()) {
      console.log(`${line.work}: ${line.measured}`);
      lines.push(line);
    }
  }
} finally {
  await program.stop();
}

const report = `# Budgets

${new Date().toISOString().slice(0, 10)} · ${machine()} · ${options.tickets} tickets · \`npm run bench -- --tickets ${options.tickets}\`

CPU is of all our processes and PostgreSQL together, per operation; the agent's rights are *team* with unassigned.

${tableOf(lines)}
`;
console.log(`\n${report}`);
if (options.write) writeFileSync(join(root, "bench/results", `${options.write}.md`), report);
if (!options.data) rmSync(folder, { recursive: true, force: true });

async function prepare({ env, url }: Running) {
  const setup = await fetch(`${url}/api/v1/setup`);
  if (!setup.ok) return;
  await command(
    env,
    "setup",
    "--email",
    owner.email,
    "--password",
    owner.password,
    "--name",
    "Olga Owner",
  );
  await command(env, "seed", "--tickets", options.tickets);
}
