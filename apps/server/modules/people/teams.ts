/** Teams: made, renamed, filled, deleted by administrators. */
import { sql } from "kysely";
import * as z from "zod";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  createTeam as create,
  deleteTeam as remove,
  listTeams as list,
  Team,
  updateTeam as update,
} from "#contract/teams.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import { type Db, isDouble, type Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { teamChanged, teamDeleted } from "./announce.ts";
import { audit } from "./audit.ts";
import { teamFacts } from "./facts.ts";
import { createTeamDirectly } from "./create.ts";
import { refuseUnknownUsers, setMembersOf } from "./membership.ts";

const Place = z.tuple([z.string(), z.uuid()]);
type Row = { id: string; name: string; member_ids: string[] };

export async function listTeams(
  { db, desk }: Call,
  { limit, cursor }: InputOf<typeof list>,
): Promise<OutputOf<typeof list>> {
  const after = readCursor(cursor, Place);
  const found = await teamsOf(db, desk.id)
    .where((eb) => (after ? eb(eb.refTuple("name", "id"), ">", eb.tuple(...after)) : eb.lit(true)))
    .orderBy("name")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.name, row.id]);
  return { items: rows.map(toTeam), nextCursor };
}

export function createTeam(call: Call, { name, memberIds }: InputOf<typeof create>): Promise<Team> {
  const { db, desk, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      const members = [...new Set(memberIds)];
      await refuseUnknownUsers(tx, desk.id, members);
      const { id } = await createTeamDirectly(tx, desk.id, { name, memberIds: members, now });
      await teamChanged(tx, call, id);
      const after = await teamFacts(tx, desk.id, id);
      await audit(tx, call, { kind: "team.created", subject: { id, name }, after });
      return readTeam(tx, desk.id, id);
    })
    .catch(asNameTaken);
}

export function updateTeam(
  call: Call,
  { id, name, memberIds }: InputOf<typeof update>,
): Promise<Team> {
  const { db, desk } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      const team = await lockTeam(tx, desk.id, id);
      const before = await teamFacts(tx, desk.id, id);
      await tx
        .updateTable("teams")
        .set({ name: name ?? team.name })
        .where("desk_id", "=", desk.id)
        .where("id", "=", id)
        .execute();
      if (memberIds) {
        await refuseUnknownUsers(tx, desk.id, memberIds);
        await setMembersOf(tx, desk.id, id, memberIds);
      }
      await teamChanged(tx, call, id);
      const after = await teamFacts(tx, desk.id, id);
      await audit(tx, call, {
        kind: "team.changed",
        subject: { id, name: after.name },
        before,
        after,
      });
      return readTeam(tx, desk.id, id);
    })
    .catch(asNameTaken);
}

export async function deleteTeam(call: Call, { id }: InputOf<typeof remove>): Promise<null> {
  const { db, desk } = call;
  await db.transaction().execute(async (tx) => {
    const team = await lockTeam(tx, desk.id, id);
    const before = await teamFacts(tx, desk.id, id);
    await audit(tx, call, { kind: "team.deleted", subject: team, before });
    await teamDeleted(tx, call, id);
    await tx.deleteFrom("teams").where("desk_id", "=", desk.id).where("id", "=", id).execute();
  });
  return null;
}

function teamsOf(db: Db | Tx, deskId: string) {
  return db.selectFrom("teams").select(["id", "name", memberIds]).where("desk_id", "=", deskId);
}

const memberIds = sql<string[]>`array(
  select m.user_id from team_members m where m.desk_id = teams.desk_id and m.team_id = teams.id order by m.user_id)`.as(
  "member_ids",
);

async function readTeam(tx: Tx, deskId: string, teamId: string): Promise<Team> {
  return toTeam(await teamsOf(tx, deskId).where("id", "=", teamId).executeTakeFirstOrThrow());
}

async function lockTeam(tx: Tx, deskId: string, teamId: string) {
  const team = await tx
    .selectFrom("teams")
    .select(["id", "name"])
    .where("desk_id", "=", deskId)
    .where("id", "=", teamId)
    .forUpdate()
    .executeTakeFirst();
  if (!team) throw refuse("team_not_found");
  return team;
}

function toTeam({ id, name, member_ids }: Row): Team {
  return { id, name, memberIds: member_ids };
}

function asNameTaken(error: unknown): never {
  throw isDouble(error, "teams_name") ? refuse("name_taken") : error;
}
