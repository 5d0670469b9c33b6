/** Sends the same kind of work many times and says what it cost. */
import { cpuSeconds } from "./cpu.ts";

export type Cost = { times: number; cpuMs: number; p50: number; p95: number; perSecond: number };

export type Work = {
  times: number;
  atOnce: number;
  warmUp?: number;
  run: (index: number) => Promise<void>;
};

/** CPU is of all processes under `pid`, the database's among them; the load generator's own is not in it. */
export async function costOf(
  pid: number,
  { times, atOnce, warmUp = Math.ceil(times / 10), run }: Work,
): Promise<Cost> {
  await inParallel(warmUp, atOnce, (index) => run(times + index));
  const latencies: number[] = [];
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  await inParallel(times, atOnce, async (index) => {
    const start = performance.now();
    await run(index);
    latencies.push(performance.now() - start);
  });
  const seconds = (performance.now() - began) / 1000;
  const cpuMs = ((cpuSeconds(pid) - cpu) * 1000) / times;
  latencies.sort((a, b) => a - b);
  const at = (part: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
  return { times, cpuMs, p50: at(0.5), p95: at(0.95), perSecond: times / seconds };
}

async function inParallel(times: number, atOnce: number, run: (index: number) => Promise<void>) {
  let next = 0;
  const one = async () => {
    while (next < times) await run(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** The same numbers every time: figures are compared over months. */
export function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}
