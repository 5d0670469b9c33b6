/** How a user reads dates and words: what a mail in their name is written in. */
import { Locale } from "#contract/common.ts";
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
  return { locale: localeOf(user?.locale ?? null), timeZone: user?.time_zone ?? null };
}

/** English where none was chosen, or one that this version does not speak. */
export function localeOf(stored: string | null): Locale {
  return Locale.catch("en").parse(stored);
}
