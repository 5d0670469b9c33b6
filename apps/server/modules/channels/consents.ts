import type { Channel } from "#contract/channels.ts";
import type { Db, Tx } from "#platform/db.ts";

/** How the consents of a desk stand, by channel. */
export async function consentsOf(
  db: Db | Tx,
  deskId: string,
): Promise<Map<string, NonNullable<Channel["consent"]>>> {
  const rows = await db
    .selectFrom("mailbox_consents")
    .select(["channel_id", "provider", "account", "state", "ends_at"])
    .where("desk_id", "=", deskId)
    .execute();
  return new Map(
    rows.map(({ channel_id, provider, account, state, ends_at }) => [
      channel_id,
      { provider, account, state, endsAt: ends_at?.toISOString() ?? null },
    ]),
  );
}
