/**
 * Sessions of the supervisor itself: is the server ready, who owns it, is it gone?
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { user } from "./cluster.ts";
import type { Home } from "./home.ts";

export const socketPort = 5432;

/** Any number, as long as all versions of the program agree on it. */
const ownerLock = 7_701_801;

/** A real answer counts, not a line in a log. Gives up when `hopeless` says so. */
export async function whenReady(
  home: Home,
  hopeless: () => boolean | Promise<boolean>,
): Promise<pg.Client | undefined> {
  for (let pause = 10; !(await hopeless()); pause = Math.min(pause * 1.5, 250)) {
    const client = new pg.Client({
      host: home.sockets,
      port: socketPort,
      user,
      database: "postgres",
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
      return client;
    } catch {
      hangUp(client);
      await wait(pause);
    }
  }
  return undefined;
}

/** Not waited for: a session whose server has gone may never hear of its end. */
export function hangUp(client: pg.Client) {
  client.end().catch(() => {});
}

export async function createDatabase(client: pg.Client) {
  const found = await client.query("select 1 from pg_database where datname = $1", [user]);
  if (found.rowCount === 0) await client.query(`create database ${user}`).catch(unlessMade);
}

function unlessMade(error: { code?: string }) {
  if (error.code !== "42P04" && error.code !== "23505") throw error;
}

/** Held as long as the session: it ends with its process, however that ends. */
export async function own(client: pg.Client) {
  await client.query("set application_name to 'sportello owner'");
  await client.query("select pg_try_advisory_lock($1)", [ownerLock]);
}

/**
 * Whether a living program owns this server. Asked for a while, because the owner takes its lock a moment after the
 * server opens.
 */
export async function isOwned(client: pg.Client): Promise<boolean> {
  for (let asked = 0; asked < 15; asked++) {
    const { rowCount } = await client.query(
      "select 1 from pg_locks where locktype = 'advisory' and objid = $1 and granted",
      [ownerLock],
    );
    if (rowCount) return true;
    await wait(100);
  }
  return false;
}

/**
 * Resolves when the owner has gone: "broken" when the server went with it, "orphaned" when the server lives on. Then its
 * lock is ours, so that of several programs one takes care of it.
 */
export async function ownerGone(client: pg.Client): Promise<"broken" | "orphaned"> {
  const gone = broken(client).then(() => "broken" as const);
  for (;;) {
    const event = await Promise.race([gone, wait(2_000, "asking" as const, { ref: false })]);
    if (event === "broken") return event;
    const asked = client.query("select pg_try_advisory_lock($1) as free", [ownerLock]);
    const free = await asked.then(
      ({ rows }) => rows[0]?.free === true,
      () => false,
    );
    if (free) return "orphaned";
  }
}

/** Perhaps it broke before we listened. */
function broken(client: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    client.once("end", resolve);
    client.once("error", () => resolve());
    client.query("select 1").catch(() => resolve());
  });
}
