/** What the audit log says of users and teams: with the names of today, for the other thing may be gone later. */
import { sql } from "kysely";
import type { Db, Tx } from "#platform/db.ts";
import { rightsOf } from "./rights.ts";
import type { UserRow } from "./user.ts";

export async function userFacts(db: Db | Tx, user: UserRow) {
  const teams = await db
    .selectFrom("teams")
    .innerJoin("team_members as m", (on) =>
      on.onRef("m.desk_id", "=", "teams.desk_id").onRef("m.team_id", "=", "teams.id"),
    )
    .select("teams.name")
    .where("teams.desk_id", "=", user.desk_id)
    .where("m.user_id", "=", user.id)
    .orderBy("teams.name")
    .execute();
  return {
    name: user.name,
    email: user.email,
    state: user.state,
    rights: rightsOf(user),
    teams: teams.map(({ name }) => name),
  };
}

export async function teamFacts(db: Db | Tx, deskId: string, teamId: string) {
  const team = await db
    .selectFrom("teams")
    .select("name")
    .where("desk_id", "=", deskId)
    .where("id", "=", teamId)
    .executeTakeFirstOrThrow();
  const members = await db
    .selectFrom("team_members as m")
    .innerJoin("users", (on) =>
      on.onRef("users.desk_id", "=", "m.desk_id").onRef("users.id", "=", "m.user_id"),
    )
    .select("users.name")
    .where("m.desk_id", "=", deskId)
    .where("m.team_id", "=", teamId)
    .orderBy("users.name")
    .execute();
  return { name: team.name, members: members.map(({ name }) => name) };
}

/** Whom a pipeline is limited to; null = everybody. */
export async function limitFacts(
  db: Db | Tx,
  deskId: string,
  limit: { userIds: string[]; teamIds: string[] } | null,
): Promise<string[] | null> {
  if (!limit) return null;
  const { rows } = await sql<{ name: string }>`
    select name from users where desk_id = ${deskId} and id = any(${limit.userIds}::uuid[])
    union all select name from teams where desk_id = ${deskId} and id = any(${limit.teamIds}::uuid[])
    order by name`.execute(db);
  return rows.map(({ name }) => name);
}
