/** Alarms about mail: raised once, told once to those who manage channels, until it is over. */
import type { AlarmKind } from "#contract/mail-alarms.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";

export type NewAlarm = {
  deskId: string;
  kind: AlarmKind;
  /** Null for what is not of one channel. */
  channelId: string | null;
  /** More in words or numbers, without anything secret. */
  detail?: string | null;
  now: Date;
};

/** Raises it, unless it is raised already: then only its detail is kept up to date. */
export async function raiseAlarm(tx: Tx, alarm: NewAlarm): Promise<void> {
  const { deskId, kind, channelId, now } = alarm;
  const detail = alarm.detail?.slice(0, 500) ?? null;
  if (await openAlarm(tx, alarm)) {
    await changed(tx, alarm, { detail });
    return;
  }
  const row = await tx
    .insertInto("mail_alarms")
    .values({
      ...{ desk_id: deskId, id: newId(now.getTime()), kind, channel_id: channelId },
      ...{ detail, since: now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!row) return;
  const ids = { alarmId: row.id, ...(channelId ? { channelId } : {}) };
  await publish(tx, { type: "mail.alarmRaised", deskId, at: now, ids, byUserId: null });
}

export async function endAlarm(tx: Tx, alarm: Omit<NewAlarm, "detail">): Promise<void> {
  const { deskId, channelId, now } = alarm;
  if (!(await changed(tx, alarm, { ended_at: now }))) return;
  const ids = channelId ? { channelId } : {};
  await publish(tx, { type: "mail.alarmEnded", deskId, at: now, ids, byUserId: null });
}

type Which = Pick<NewAlarm, "deskId" | "kind" | "channelId">;

async function openAlarm(tx: Tx, { deskId, kind, channelId }: Which) {
  return tx
    .selectFrom("mail_alarms")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("kind", "=", kind)
    .where("channel_id", "is not distinct from", channelId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

async function changed(
  tx: Tx,
  { deskId, kind, channelId }: Which,
  to: { detail?: string | null; ended_at?: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("mail_alarms")
    .set(to)
    .where("desk_id", "=", deskId)
    .where("kind", "=", kind)
    .where("channel_id", "is not distinct from", channelId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The newest first. */
export function openAlarms(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("mail_alarms")
    .select(["id", "kind", "channel_id", "detail", "since"])
    .where("desk_id", "=", deskId)
    .where("ended_at", "is", null)
    .orderBy("since", "desc")
    .execute();
}

export function alarmById(db: Db | Tx, deskId: string, id: string) {
  return db
    .selectFrom("mail_alarms")
    .select(["id", "kind", "channel_id", "detail", "since", "ended_at"])
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .executeTakeFirst();
}
