/** Brakes on guessing, in a table that all processes share: so many tries of one kind by one asker in a window. */
import { sql } from "kysely";
import type { Door } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { audit } from "./audit.ts";

type Kind = { limit: number; minutes: number };

const kinds = {
  "sign-in account": { limit: 10, minutes: 15 },
  "sign-in address": { limit: 100, minutes: 15 },
  "reset account": { limit: 3, minutes: 60 },
  "reset address": { limit: 20, minutes: 60 },
  "link address": { limit: 60, minutes: 15 },
  "own password": { limit: 10, minutes: 15 },
  "channel test": { limit: 40, minutes: 60 },
  "own code": { limit: 10, minutes: 15 },
} as const satisfies Record<string, Kind>;

export type AttemptKind = keyof typeof kinds;
export type Attempt = {
  deskId: string;
  kind: AttemptKind;
  who: string;
  now: Date;
  /** Given where the audit log is to say that somebody was stopped. */
  door?: Door;
};

/**
 * Counts one attempt before it is made, so that many at once cannot slip through. It stays counted when the caller's
 * own transaction is rolled back: never give it one.
 * @throws Refusal too_many_attempts, with `retryAfter` in seconds
 */
export async function attempt(db: Db, tried: Attempt): Promise<void> {
  const { deskId, kind, who, now } = tried;
  const { limit, minutes } = kinds[kind];
  const since = new Date(now.getTime() - minutes * 60_000);
  const { rows } = await sql<{ count: number; window_start: Date }>`
    insert into attempts as a (desk_id, what, who, window_start, count)
    values (${deskId}, ${kind}, ${who.toLowerCase().slice(0, 320)}, ${now}, 1)
    on conflict (desk_id, what, who) do update set
      count = case when a.window_start <= ${since} then 1 else a.count + 1 end,
      window_start = case when a.window_start <= ${since} then ${now} else a.window_start end
    returning count, window_start`.execute(db);
  const [counted] = rows;
  if (!counted || counted.count <= limit) return;
  if (counted.count === limit + 1) await noteLimit(db, tried);
  const wait = counted.window_start.getTime() + minutes * 60_000 - now.getTime();
  throw refuse("too_many_attempts", { retryAfter: Math.ceil(wait / 1000) });
}

/** Once a window: whoever keeps guessing must not fill the log. */
async function noteLimit(db: Db, { deskId, kind, who, now, door }: Attempt) {
  if (!door) return;
  const by = { desk: { id: deskId }, now, door };
  await audit(db, by, { kind: "signIn.limited", subject: { name: who }, after: { limit: kind } });
}

/** After a success: what was counted was no guessing. */
export async function forgive(db: Db, { deskId, kind, who }: Attempt): Promise<void> {
  await db
    .deleteFrom("attempts")
    .where("desk_id", "=", deskId)
    .where("what", "=", kind)
    .where("who", "=", who.toLowerCase().slice(0, 320))
    .execute();
}

/** Gives back one attempt that was none, and leaves the others counted. */
export async function giveBack(db: Db, { deskId, kind, who }: Attempt): Promise<void> {
  await db
    .updateTable("attempts")
    .set((eb) => ({ count: eb("count", "-", 1) }))
    .where("desk_id", "=", deskId)
    .where("what", "=", kind)
    .where("who", "=", who.toLowerCase().slice(0, 320))
    .where("count", ">", 0)
    .execute();
}
