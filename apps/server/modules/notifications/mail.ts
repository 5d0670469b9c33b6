/** By mail goes what was not read in the workspace for some minutes; who may no longer see the ticket gets nothing. */
import { queueNotice } from "#modules/people";
import { speaksOfDeleted } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { sql } from "kysely";
import { factsOf } from "./facts.ts";
import { unsubscribeUrl } from "./unsubscribe.ts";
import { wordsFor } from "./words.ts";

/** Mails of one topic that one person gets in a day at most. */
const mostADay = 1000;

export function mailNotification(work: Work, notificationId: string): Promise<void> {
  const { platform, db, deskId, now } = work;
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable("notifications")
      .set({ mail_at: null, mailed_at: now })
      .where("desk_id", "=", deskId)
      .where("id", "=", notificationId)
      .where("read_at", "is", null)
      .where("mailed_at", "is", null)
      .where((eb) => eb.not(speaksOfDeleted))
      .returning(["user_id", "ticket_id", "alarm_id", "topic", "message_id", "by_user_id"])
      .executeTakeFirst();
    if (!row) return;
    const facts = await factsOf(tx, deskId, row);
    if (!facts) return;
    const { topic, to, path } = facts;
    if (await isTooMuch(tx, { deskId, userId: to.id, topic, now })) return;
    const { PUBLIC_URL } = platform.config;
    const words = wordsFor({
      ...facts,
      link: `${PUBLIC_URL}${path}`,
      settings: `${PUBLIC_URL}/settings/notifications`,
    });
    const stop = await unsubscribeUrl(tx, platform, { deskId, userId: to.id, topic });
    await queueNotice(tx, platform, { deskId, to, now, ...words, unsubscribeUrl: stop });
  });
}

async function isTooMuch(
  tx: Tx,
  { deskId, userId, topic, now }: { deskId: string; userId: string; topic: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ sent: number }>`
    select count(*)::int as sent from notifications
    where desk_id = ${deskId} and user_id = ${userId} and topic = ${topic}
      and mailed_at > ${new Date(now.getTime() - 86_400_000)}`.execute(tx);
  return (rows[0]?.sent ?? 0) > mostADay;
}
