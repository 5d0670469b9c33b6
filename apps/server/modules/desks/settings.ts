/** What is set for the whole desk. */
import type { DeskSettings } from "#contract/desk.ts";
import type { Db, Tx } from "#platform/db.ts";

export async function deskSettings(db: Db | Tx, deskId: string): Promise<DeskSettings> {
  const { name, comments_on_calls, spam_days } = await db
    .selectFrom("desks")
    .select(["name", "comments_on_calls", "spam_days"])
    .where("id", "=", deskId)
    .executeTakeFirstOrThrow();
  return { name, commentsOnCalls: comments_on_calls, spamDays: spam_days };
}

/** The settings as they were: nobody else changes them until the commit. */
export async function holdDeskSettings(tx: Tx, deskId: string): Promise<DeskSettings> {
  await tx.selectFrom("desks").select("id").where("id", "=", deskId).forNoKeyUpdate().execute();
  return deskSettings(tx, deskId);
}

export async function keepDeskSettings(tx: Tx, deskId: string, settings: DeskSettings) {
  const { name, commentsOnCalls: comments_on_calls, spamDays: spam_days } = settings;
  await tx
    .updateTable("desks")
    .set({ name, comments_on_calls, spam_days })
    .where("id", "=", deskId)
    .execute();
}
