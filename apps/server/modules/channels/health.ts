import type { Platform } from "#platform/call.ts";
import { publish } from "#platform/events.ts";

export type Health = { state: "ok" | "connecting" | "failing"; error: string | null };

/** Says how a channel's mailbox is doing; tells the screens only when it changes. */
export async function setHealth(
  platform: Platform,
  deskId: string,
  channelId: string,
  { state, error }: Health,
): Promise<void> {
  const now = platform.clock();
  await platform.db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable("channels")
      .set({ health: state, health_error: error, health_since: now })
      .where("desk_id", "=", deskId)
      .where("id", "=", channelId)
      .where("deleted_at", "is", null)
      .where((eb) =>
        eb.or([eb("health", "!=", state), eb("health_error", "is distinct from", error)]),
      )
      .returning("id")
      .executeTakeFirst();
    if (!changed) return;
    const ids = { channelId };
    await publish(tx, { type: "channel.changed", deskId, at: now, ids, byUserId: null });
  });
}
