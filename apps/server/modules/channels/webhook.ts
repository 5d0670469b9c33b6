/** The secret with which another program may hand mail over: shown once, sealed at rest, two valid while they change. */
import { randomBytes } from "node:crypto";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  makeWebhook as makeOperation,
  receiveWebhook,
  stopWebhook as stopOperation,
} from "#contract/webhooks.ts";
import { audit } from "#modules/people";
import type { Call, GuestCall } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { channelAnswer } from "./answer.ts";
import { channelById } from "./channel.ts";

/** Milliseconds that the secret before is taken, too. */
const overlap = 24 * 3_600_000;
const sealPurpose = "channel webhook secret";

export async function makeWebhook(
  call: Call,
  { id }: InputOf<typeof makeOperation>,
): Promise<OutputOf<typeof makeOperation>> {
  const { desk, now, platform } = call;
  const secret = `spw_${randomBytes(32).toString("base64url")}`;
  const sealed = platform.seal.close(sealPurpose, secret);
  return call.db.transaction().execute(async (tx) => {
    const channel = await channelById(tx, desk.id, id);
    if (!channel) throw refuse("channel_not_found");
    await tx
      .insertInto("channel_webhooks")
      .values({ desk_id: desk.id, channel_id: id, secret: sealed, made_at: now })
      .onConflict((conflict) =>
        conflict.columns(["desk_id", "channel_id"]).doUpdateSet((eb) => ({
          secret: sealed,
          made_at: now,
          previous_secret: eb.ref("channel_webhooks.secret"),
          previous_until: new Date(now.getTime() + overlap),
        })),
      )
      .execute();
    await audit(tx, call, { kind: "channel.webhookMade", subject: channel });
    await tell(tx, call, id);
    return { channel: await channelAnswer(tx, call, channel), secret };
  });
}

export async function stopWebhook(
  call: Call,
  { id }: InputOf<typeof stopOperation>,
): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    const channel = await channelById(tx, call.desk.id, id);
    if (!channel) throw refuse("channel_not_found");
    const gone = await dropWebhook(tx, call.desk.id, id);
    if (!gone) return;
    await audit(tx, call, { kind: "channel.webhookStopped", subject: channel });
    await tell(tx, call, id);
  });
  return null;
}

/** With the channel that is disconnected, too. */
export async function dropWebhook(tx: Tx, deskId: string, channelId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom("channel_webhooks")
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .returning("channel_id")
    .executeTakeFirst();
  return gone !== undefined;
}

/** The channel and the secrets that a mail to it may be signed with now; none where it takes no mail by HTTP. */
export async function webhookSecrets(
  { db, desk, platform, now }: GuestCall,
  { channelId }: InputOf<typeof receiveWebhook>,
): Promise<{ address: string; secrets: string[] }> {
  const row = await db
    .selectFrom("channel_webhooks")
    .innerJoin("channels", (join) =>
      join
        .onRef("channels.desk_id", "=", "channel_webhooks.desk_id")
        .onRef("channels.id", "=", "channel_webhooks.channel_id"),
    )
    .select(["secret", "previous_secret", "previous_until", "channels.address"])
    .where("channel_webhooks.desk_id", "=", desk.id)
    .where("channel_id", "=", channelId)
    .where("channels.deleted_at", "is", null)
    .executeTakeFirst();
  if (!row) return { address: "", secrets: [] };
  const before = row.previous_until && row.previous_until > now ? row.previous_secret : null;
  const sealed = before ? [row.secret, before] : [row.secret];
  const secrets = sealed.map((one) => platform.seal.open(sealPurpose, one));
  return { address: row.address, secrets };
}

function tell(tx: Tx, { desk, now, agent }: Call, channelId: string) {
  const ids = { channelId };
  return publish(tx, {
    type: "channel.changed",
    deskId: desk.id,
    at: now,
    ids,
    byUserId: agent.id,
  });
}
