/** CPU time and memory of a process with all its descendants, from /proc (Linux). */
import { readdirSync, readFileSync } from "node:fs";

/** Ticks a second of /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

type Process = { pid: number; parent: number; ticks: number };

/** Seconds of CPU that the tree under `pid` has used, with those of children that have ended. */
export function cpuSeconds(pid: number): number {
  const own = descendants(pid);
  return own.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
}

/** Megabytes of memory of the tree, shared pages counted once (PSS). */
export function memoryMegabytes(pid: number): number {
  const kilobytes = descendants(pid).map(({ pid: one }) => pssOf(one));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function descendants(root: number): Process[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)));
  const found: Process[] = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

function readStat(pid: number): Process[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces: fields are counted after it.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0] = fields.slice(1);
    const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
    return [{ pid, parent, ticks }];
  } catch {
    return [];
  }
}

function pssOf(pid: number): number {
  try {
    const [, kilobytes] =
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0);
  } catch {
    return 0;
  }
}
