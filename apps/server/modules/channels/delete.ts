import type { deleteChannel as operation } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { keepReplyDefaults } from "./reply-default.ts";

/** Disconnects a channel. The row stays, because its tickets name it; its secrets go. */
export async function deleteChannel(call: Call, { id }: InputOf<typeof operation>): Promise<null> {
  const { desk, now } = call;
  await call.db.transaction().execute(async (tx) => {
    const gone = await tx
      .updateTable("channels")
      .set({ deleted_at: now, imap: null, imap_password: null, health: "ok", health_error: null })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .where("deleted_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!gone) throw refuse("channel_not_found");
    await keepReplyDefaults(tx, desk.id, id, []);
    const ids = { channelId: id };
    await publish(tx, {
      type: "channel.changed",
      deskId: desk.id,
      at: now,
      ids,
      byUserId: call.agent.id,
    });
  });
  return null;
}
