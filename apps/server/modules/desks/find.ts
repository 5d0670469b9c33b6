/** Which desk a request is for. */
import { sql } from "kysely";
import type { Desk, Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";

/**
 * The desk of a host name, without its port. Where there is one desk only, every host leads to it.
 * A desk that is known is asked for once in five seconds; one that is missing, each time.
 */
export async function findDesk(platform: Platform, host: string): Promise<Desk | null> {
  const name = host.toLowerCase().replace(/\.$/, "");
  const known = cacheOf(platform.db).get(name);
  if (known && performance.now() - known.at < freshFor) return known.desk;
  const desk = await askForDesk(platform.db, name);
  if (desk) remember(platform.db, name, desk);
  return desk;
}

export async function deskById(db: Db | Tx, deskId: string): Promise<Desk | null> {
  const desk = await db
    .selectFrom("desks")
    .select(["id", "name"])
    .where("id", "=", deskId)
    .executeTakeFirst();
  return desk ?? null;
}

/** Work that goes over all of them by the clock. A desk whose work fails is logged, and does not keep the others from it. */
export async function forEachDesk(
  { db, log }: Pick<Platform, "db" | "log">,
  work: (deskId: string) => Promise<unknown>,
): Promise<void> {
  for (const { id } of await db.selectFrom("desks").select("id").execute())
    await work(id).catch((error: unknown) =>
      log.error({ err: error, desk: id }, "the work of the clock failed for a desk"),
    );
}

/** The key that signs this desk's reply addresses. */
export async function replySecret(db: Db | Tx, deskId: string): Promise<Buffer> {
  const { reply_secret } = await db
    .selectFrom("desks")
    .select("reply_secret")
    .where("id", "=", deskId)
    .executeTakeFirstOrThrow();
  return reply_secret;
}

async function askForDesk(db: Db, host: string): Promise<Desk | null> {
  const { rows } = await sql<Desk>`
    select id, name from desks
    where id = coalesce(
      (select desk_id from desk_hosts where host = ${host}),
      (select (array_agg(id))[1] from (select id from desks limit 2) few having count(*) = 1))`.execute(
    db,
  );
  return rows[0] ?? null;
}

type Known = { desk: Desk; at: number };
/** Milliseconds. */
const freshFor = 5000;
/** Strangers choose host names: the memory must not grow with them. */
const most = 1000;
const caches = new WeakMap<Db, Map<string, Known>>();

function cacheOf(db: Db): Map<string, Known> {
  const cache = caches.get(db) ?? new Map<string, Known>();
  caches.set(db, cache);
  return cache;
}

/** A desk has another name: this process asks for it anew; others do so within seconds. */
export function forgetDesks(db: Db) {
  caches.delete(db);
}

function remember(db: Db, host: string, desk: Desk) {
  const cache = cacheOf(db);
  if (cache.size >= most) cache.clear();
  cache.set(host, { desk, at: performance.now() });
}
