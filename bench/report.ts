/** The table of budgets, with what was measured and what was missed. */
import { cpus, release, totalmem } from "node:os";

export type Line = { work: string; budget: string; measured: string; held: boolean | null };

export function tableOf(lines: Line[]): string {
  const rows = lines.map(
    ({ work, budget, measured, held }) =>
      `| ${work} | ${budget} | ${measured} | ${held === null ? "–" : held ? "held" : "**missed**"} |`,
  );
  return ["| work | budget | measured | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`;
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
