/** Founding: a desk comes with the counter and the key that it needs to work. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Desk } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";

export type NewDesk = {
  name: string;
  now: Date;
  sample?: boolean;
  /** Host name that leads to it, needed as soon as there are several desks. */
  host?: string;
};

export async function foundDesk(
  tx: Tx,
  { name, now, sample = false, host }: NewDesk,
): Promise<Desk> {
  const desk = { id: newId(now.getTime()), name };
  await tx
    .insertInto("desks")
    .values({ ...desk, reply_secret: randomBytes(32), sample, created_at: now })
    .execute();
  await tx.insertInto("desk_counters").values({ desk_id: desk.id }).execute();
  if (host)
    await tx
      .insertInto("desk_hosts")
      .values({ host: host.toLowerCase(), desk_id: desk.id })
      .execute();
  return desk;
}

/** Whether this installation has a desk already. */
export async function isFounded(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom("desks").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Two people may set up at once: the second waits here until the first has a desk. */
export async function lockFounding(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sportello.founding', 7))`.execute(tx);
}
