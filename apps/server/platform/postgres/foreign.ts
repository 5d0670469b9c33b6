/**
 * Somebody else's PostgreSQL, named by DATABASE_URL.
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Say } from "../log.ts";
import type { Postgres } from "./running.ts";

/** Waits while the server is still starting, as it does beside us in a composition of containers. */
export async function reachServer(
  connectionString: string,
  say: Say,
  patience = 60_000,
): Promise<Postgres> {
  const deadline = Date.now() + patience;
  for (let said = false; ; said = true) {
    const problem = await ask(connectionString).catch((error: Error & { code?: string }) => error);
    if (!problem) return { connection: { connectionString }, owned: false, stop: async () => {} };
    if (!mayPass.has(problem.code ?? "") || Date.now() > deadline)
      throw unusable(connectionString, problem);
    if (!said) say(`Waiting for the database at ${new URL(connectionString).host} …`);
    await wait(500);
  }
}

const mayPass = new Set(["ECONNREFUSED", "ENOENT", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "57P03"]);

async function ask(connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    refuseOldServer(Number(rows[0]?.version));
  } finally {
    await client.end().catch(() => {});
  }
}

function refuseOldServer(version: number) {
  if (version < 150_000)
    throw new Error(`it is PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed`);
}

function unusable(connectionString: string, problem: Error) {
  const { host, pathname } = new URL(connectionString);
  return new Error(
    `The database at ${host}${pathname} cannot be used: ${problem.message || problem}`,
  );
}
