/** How a user reads dates and words: what a mail in their name is written in. */
import type { Locale } from "#contract/common.ts";
import type { Db, Tx } from "#platform/db.ts";

export type Ways = {
  locale: Locale;
  /** Null when they have chosen none. */
  timeZone: string | null;
};

/** Of nobody, and of whoever has chosen nothing: English. */
export async function waysOf(db: Db | Tx, deskId: string, userId: string | null): Promise<Ways> {
  const user = userId
    ? await db
        .selectFrom("users")
        .select(["locale", "time_zone"])
        .where("desk_id", "=", deskId)
        .where("id", "=", userId)
        .executeTakeFirst()
    : undefined;
  return { locale: user?.locale === "it" ? "it" : "en", timeZone: user?.time_zone ?? null };
}
