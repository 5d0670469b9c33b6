import type { Channel } from "#contract/channels.ts";
import { linkTo } from "#contract/client.ts";
import { receiveWebhook } from "#contract/webhooks.ts";
import type { Db, Tx } from "#platform/db.ts";

/** How the webhooks of a desk stand, by channel. */
export async function webhooksOf(
  db: Db | Tx,
  deskId: string,
  now: Date,
): Promise<Map<string, NonNullable<Channel["webhook"]>>> {
  const rows = await db
    .selectFrom("channel_webhooks")
    .select(["channel_id", "made_at", "previous_until"])
    .where("desk_id", "=", deskId)
    .execute();
  return new Map(
    rows.map(({ channel_id: channelId, made_at, previous_until }) => [
      channelId,
      {
        path: linkTo(receiveWebhook, { channelId }),
        madeAt: made_at.toISOString(),
        previousUntil: previous_until && previous_until > now ? previous_until.toISOString() : null,
      },
    ]),
  );
}
