import type { Db } from "#platform/db.ts";

const day = 86_400_000;

/** Removes what has ended and opens nothing any more: sessions, links, old counts of attempts. Of all desks. */
export async function clearExpired(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - day);
  await db.deleteFrom("sessions").where("expires_at", "<", now).execute();
  await db
    .deleteFrom("links")
    .where("expires_at", "<", new Date(now.getTime() - 30 * day))
    .execute();
  await db.deleteFrom("attempts").where("window_start", "<", dayAgo).execute();
}
