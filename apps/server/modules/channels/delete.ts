import type { deleteChannel as operation } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { dropConsent } from "./consent.ts";
import { channelById, channelFacts } from "./channel.ts";
import { keepReplyDefaults } from "./reply-default.ts";
import { dropWebhook } from "./webhook.ts";

/** Disconnects a channel. The row stays, because its tickets name it; its secrets go. */
export async function deleteChannel(call: Call, { id }: InputOf<typeof operation>): Promise<null> {
  const { desk, now } = call;
  await call.db.transaction().execute(async (tx) => {
    const channel = await channelById(tx, desk.id, id);
    const gone = await tx
      .updateTable("channels")
      .set({
        deleted_at: now,
        imap: null,
        imap_password: null,
        imap_consent_at: null,
        health: "ok",
        health_error: null,
      })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .where("deleted_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!gone || !channel) throw refuse("channel_not_found");
    const before = await channelFacts(tx, channel);
    await audit(tx, call, { kind: "channel.disconnected", subject: channel, before });
    await keepReplyDefaults(tx, desk.id, id, []);
    await dropWebhook(tx, desk.id, id);
    await dropConsent(tx, { deskId: desk.id, channelId: id }, now);
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
