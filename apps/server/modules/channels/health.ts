import { MailboxOutcome } from "#contract/channel-tests.ts";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { endAlarm, raiseAlarm } from "./alarm.ts";

export type Health = {
  state: "ok" | "connecting" | "failing";
  /** The server's own words, without anything secret. */
  error: string | null;
  /** What kind of trouble, for words that people understand. */
  trouble?: MailboxOutcome | null;
  nextTryAt?: Date | null;
};

/** Minutes of trouble after which a channel says so, on the screen and by notification. */
export const minutesToFail = 10;

/** Says how a channel's mailbox is doing; tells the screens only when it changes, and people when it lasts. */
export async function setHealth(
  platform: Platform,
  deskId: string,
  channelId: string,
  health: Health,
): Promise<void> {
  const now = platform.clock();
  await platform.db.transaction().execute(async (tx) => {
    const known = await keepTrouble(tx, deskId, channelId, health, now);
    // A reader that was restarted does not know for how long it has lasted.
    const late = health.state === "connecting" && isLate(known?.trouble_since ?? null, now);
    const state = late ? "failing" : health.state;
    if (!known || !(await keepState(tx, deskId, channelId, { ...health, state }, now))) return;
    const ids = { channelId };
    await publish(tx, { type: "channel.changed", deskId, at: now, ids, byUserId: null });
    const alarm = { deskId, kind: "failing", channelId, now } as const;
    if (state === "failing") await raiseAlarm(tx, { ...alarm, detail: health.error });
    if (state === "ok") await endAlarm(tx, alarm);
  });
}

function isLate(since: Date | null, now: Date): boolean {
  return since !== null && now.getTime() - since.getTime() >= minutesToFail * 60_000;
}

/** Since when, and when it is tried again: of each try, without a word to the screens. Null when it is gone. */
async function keepTrouble(
  tx: Tx,
  deskId: string,
  channelId: string,
  { state, trouble = null, nextTryAt = null }: Health,
  now: Date,
): Promise<{ trouble_since: Date | null } | null> {
  const row = await tx
    .updateTable("channels")
    .set((eb) => ({
      trouble_since: state === "ok" ? null : eb.fn.coalesce("trouble_since", eb.val(now)),
      trouble: state === "ok" ? null : trouble,
      next_try_at: nextTryAt,
    }))
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .where("deleted_at", "is", null)
    .returning("trouble_since")
    .executeTakeFirst();
  return row ?? null;
}

async function keepState(
  tx: Tx,
  deskId: string,
  channelId: string,
  { state, error }: Health,
  now: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable("channels")
    .set({ health: state, health_error: error, health_since: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .where((eb) =>
      eb.or([eb("health", "!=", state), eb("health_error", "is distinct from", error)]),
    )
    .returning("id")
    .executeTakeFirst();
  return changed !== undefined;
}

/** Those that have been in trouble for ten minutes and do not say so yet: their reader may have been restarted. */
export async function failLate(platform: Platform, deskId: string): Promise<void> {
  const before = new Date(platform.clock().getTime() - minutesToFail * 60_000);
  const rows = await platform.db
    .selectFrom("channels")
    .select(["id", "health_error", "trouble", "next_try_at"])
    .where("desk_id", "=", deskId)
    .where("health", "=", "connecting")
    .where("trouble_since", "<", before)
    .where("deleted_at", "is", null)
    .execute();
  for (const { id, health_error: error, trouble, next_try_at: nextTryAt } of rows) {
    const health = { state: "failing", error, trouble: troubleIn(trouble), nextTryAt } as const;
    await setHealth(platform, deskId, id, health);
  }
}

export function troubleIn(text: string | null): MailboxOutcome | null {
  return MailboxOutcome.safeParse(text).data ?? null;
}
