/** The address that a team's new replies start from. A team has one; giving it another takes it from the first. */
import type { Db, Tx } from "#platform/db.ts";
import { teamsKnown } from "#modules/people";
import { refuse } from "#platform/refusal.ts";

/** Ids of the teams by channel. */
export async function replyDefaults(db: Db | Tx, deskId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("reply_defaults")
    .select(["channel_id", "team_id"])
    .where("desk_id", "=", deskId)
    .orderBy("team_id")
    .execute();
  const teams = new Map<string, string[]>();
  for (const { channel_id, team_id } of rows)
    teams.set(channel_id, [...(teams.get(channel_id) ?? []), team_id]);
  return teams;
}

/** Null when none of these teams has one. Of several the one that was connected first. */
export async function replyDefaultOf(
  db: Db | Tx,
  deskId: string,
  teamIds: readonly string[],
): Promise<string | null> {
  if (teamIds.length === 0) return null;
  const row = await db
    .selectFrom("reply_defaults")
    .innerJoin("channels", (join) =>
      join
        .onRef("channels.desk_id", "=", "reply_defaults.desk_id")
        .onRef("channels.id", "=", "reply_defaults.channel_id"),
    )
    .select("channels.id")
    .where("reply_defaults.desk_id", "=", deskId)
    .where("reply_defaults.team_id", "in", [...teamIds])
    .where("channels.deleted_at", "is", null)
    .orderBy("channels.created_at")
    .orderBy("channels.id")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @throws Refusal team_not_found */
export async function keepReplyDefaults(
  tx: Tx,
  deskId: string,
  channelId: string,
  teamIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(teamIds)];
  if (!(await teamsKnown(tx, deskId, wanted))) throw refuse("team_not_found");
  await tx
    .deleteFrom("reply_defaults")
    .where("desk_id", "=", deskId)
    .where((eb) =>
      wanted.length > 0
        ? eb.or([eb("channel_id", "=", channelId), eb("team_id", "in", wanted)])
        : eb("channel_id", "=", channelId),
    )
    .execute();
  if (wanted.length === 0) return;
  const rows = wanted.map((team_id) => ({ desk_id: deskId, channel_id: channelId, team_id }));
  await tx.insertInto("reply_defaults").values(rows).execute();
}
