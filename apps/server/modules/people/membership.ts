/** Who belongs to which team. */
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

/** @throws Refusal team_not_found */
export async function refuseUnknownTeams(
  tx: Tx,
  deskId: string,
  teamIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(teamIds)];
  if (wanted.length === 0) return;
  // Held until the commit: a team deleted meanwhile would take the membership with it.
  const found = await tx
    .selectFrom("teams")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "in", wanted)
    .forKeyShare()
    .execute();
  if (found.length < wanted.length) throw refuse("team_not_found");
}

/** @throws Refusal user_not_found */
export async function refuseUnknownUsers(
  tx: Tx,
  deskId: string,
  userIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(userIds)];
  if (wanted.length === 0) return;
  const found = await tx
    .selectFrom("users")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "in", wanted)
    .execute();
  if (found.length < wanted.length) throw refuse("user_not_found");
}

/** Users who are in one of these teams. */
export async function membersOf(
  db: Db | Tx,
  deskId: string,
  teamIds: readonly string[],
): Promise<Set<string>> {
  if (teamIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("team_members")
    .select("user_id")
    .distinct()
    .where("desk_id", "=", deskId)
    .where("team_id", "in", [...teamIds])
    .execute();
  return new Set(rows.map(({ user_id }) => user_id));
}

export async function teamIdsOf(db: Db | Tx, deskId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("team_members")
    .select("team_id")
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .orderBy("team_id")
    .execute();
  return rows.map(({ team_id }) => team_id);
}

/** Answers the teams that the user came into or left: what their members may see has changed. */
export async function setTeamsOf(
  tx: Tx,
  deskId: string,
  userId: string,
  teamIds: readonly string[],
): Promise<string[]> {
  const before = await tx
    .deleteFrom("team_members")
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .returning("team_id")
    .execute();
  await join(
    tx,
    [...new Set(teamIds)].map((team_id) => ({ desk_id: deskId, team_id, user_id: userId })),
  );
  return [...new Set(before.map(({ team_id }) => team_id)).symmetricDifference(new Set(teamIds))];
}

export async function setMembersOf(
  tx: Tx,
  deskId: string,
  teamId: string,
  userIds: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("team_members")
    .where("desk_id", "=", deskId)
    .where("team_id", "=", teamId)
    .execute();
  await join(
    tx,
    [...new Set(userIds)].map((user_id) => ({ desk_id: deskId, team_id: teamId, user_id })),
  );
}

async function join(tx: Tx, members: { desk_id: string; team_id: string; user_id: string }[]) {
  if (members.length > 0) await tx.insertInto("team_members").values(members).execute();
}
