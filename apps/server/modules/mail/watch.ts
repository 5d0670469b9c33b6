/** By the clock: what is wrong with mail becomes an alarm, and what is well again ends it. */
import { sql } from "kysely";
import { channelsOf, endAlarm, failLate, openAlarms, raiseAlarm } from "#modules/channels";
import { forEachDesk } from "#modules/desks";
import type { Platform } from "#platform/call.ts";
import { minutesToSettle } from "./ledger.ts";
import { silentSince } from "./silence.ts";

/** Every minute. */
export function watchMail(platform: Platform): Promise<void> {
  return forEachDesk(platform, async (deskId) => {
    await failLate(platform, deskId);
    await watchFates(platform, deskId);
  });
}

/** A mail is read within seconds: what waits for minutes says that nothing reads. */
async function watchFates({ db, clock }: Platform, deskId: string) {
  const now = clock();
  const before = new Date(now.getTime() - minutesToSettle * 60_000);
  const { stuck } = await db
    .selectFrom("mails")
    .select(({ fn }) => fn.countAll<number>().as("stuck"))
    .where("desk_id", "=", deskId)
    .where("fate", "=", "received")
    .where("received_at", "<", before)
    .executeTakeFirstOrThrow();
  const alarm = { deskId, kind: "unaccounted", channelId: null, now } as const;
  if (stuck > 0 || (await isRaised({ db, deskId })))
    await db
      .transaction()
      .execute((tx) =>
        stuck > 0 ? raiseAlarm(tx, { ...alarm, detail: String(stuck) }) : endAlarm(tx, alarm),
      );
}

async function isRaised({ db, deskId }: { db: Platform["db"]; deskId: string }) {
  return (await openAlarms(db, deskId)).some(({ kind }) => kind === "unaccounted");
}

/** Every few minutes: a look at the rhythm of each channel. */
export function watchSilence(platform: Platform): Promise<void> {
  return forEachDesk(platform, (deskId) => watchSilenceOf(platform, deskId));
}

async function watchSilenceOf({ db, clock }: Platform, deskId: string) {
  const now = clock();
  const raised = await openAlarms(db, deskId);
  for (const { id: channelId } of await channelsOf(db, deskId)) {
    const since = await silentSince(db, { deskId, channelId }, now);
    const alarm = { deskId, kind: "silent", channelId, now } as const;
    const known = raised.some((one) => one.kind === "silent" && one.channel_id === channelId);
    if (since)
      await db
        .transaction()
        .execute((tx) => raiseAlarm(tx, { ...alarm, detail: since.toISOString() }));
    else if (known) await db.transaction().execute((tx) => endAlarm(tx, alarm));
  }
}

/** The last mail of a channel, whatever its fate; tests and history that was taken in are none. */
export async function lastMailAt(
  db: Platform["db"],
  deskId: string,
  channelId: string,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select received_at as at from mails
    where desk_id = ${deskId} and channel_id = ${channelId} and fate <> 'test' and not quiet
    order by received_at desc, id desc limit 1`.execute(db);
  return rows[0]?.at ?? null;
}
