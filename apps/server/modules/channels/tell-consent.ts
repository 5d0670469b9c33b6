/**
 * Raises the alarm that a mailbox will soon be closed to us. That it was closed is told by the one about its reader: two
 * would tell of one fault.
 */
import { forEachDesk } from "#modules/desks";
import type { Platform } from "#platform/call.ts";
import { endAlarm, raiseAlarm } from "./alarm.ts";

/** Milliseconds before the end of a consent at which people hear of it. */
const ahead = 7 * 86_400_000;

export function tellOfConsents(platform: Platform): Promise<void> {
  const { db, clock } = platform;
  const now = clock();
  return forEachDesk(platform, async (deskId) => {
    const consents = await db
      .selectFrom("mailbox_consents")
      .select(["channel_id", "ends_at"])
      .where("desk_id", "=", deskId)
      .where("state", "=", "ok")
      .where("ends_at", "is not", null)
      .execute();
    for (const { channel_id: channelId, ends_at: endsAt } of consents) {
      if (!endsAt) continue;
      const alarm = { deskId, kind: "token_expiring", channelId, now } as const;
      const detail = endsAt.toISOString().slice(0, 10);
      // A provider may give more time with a new token.
      const isNear = endsAt.getTime() < now.getTime() + ahead;
      await db
        .transaction()
        .execute((tx) => (isNear ? raiseAlarm(tx, { ...alarm, detail }) : endAlarm(tx, alarm)));
    }
  });
}
