/**
 * Work that only one process may do at a time: whoever holds the advisory lock does it.
 *
 * The lock lives as long as its connection: a killed process loses it at once, a restarted database sets it free.
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "./log.ts";

export type Lead = { stop(): Promise<void> };

/** Any number, as long as all versions of the program agree on it. */
const lockSpace = 7_701_803;
/** Milliseconds between two tries to become the leader. */
const pause = 3000;

/**
 * Runs `lead` while this process holds the lock of that name; its signal ends when the lock is lost.
 * `lead` must return soon after.
 */
export function leadWhenFree(
  connection: pg.ClientConfig,
  name: string,
  log: Log,
  lead: (signal: AbortSignal) => Promise<void>,
): Lead {
  const stopping = new AbortController();
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await holdOnce(connection, name, stopping.signal, lead).catch((error: unknown) =>
        log.warn({ err: error, lead: name }, "not leading"),
      );
      await wait(pause, null, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function holdOnce(
  connection: pg.ClientConfig,
  name: string,
  stopping: AbortSignal,
  lead: (signal: AbortSignal) => Promise<void>,
) {
  const client = new pg.Client({ ...connection, application_name: `sportello ${name}` });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  await client.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock($1, hashtext($2)) as held",
      [lockSpace, name],
    );
    if (rows[0]?.held) await lead(AbortSignal.any([stopping, lost.signal]));
  } finally {
    await client.end().catch(() => undefined);
  }
}
