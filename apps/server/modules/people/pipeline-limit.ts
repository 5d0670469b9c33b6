/** Pipelines that not everybody works in: whose they are, and whether an agent is among those. */
import { sql } from "kysely";
import type { Pipeline } from "#contract/pipelines.ts";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuseUnknownTeams, refuseUnknownUsers } from "./membership.ts";

type Limit = NonNullable<Pipeline["limitedTo"]>;

/** Of the user `u`: pipelines limited to others. */
export const hiddenPipelines = `array(
    select l.pipeline_id from pipeline_limits l
    where l.desk_id = u.desk_id and u.id <> all(l.user_ids) and not exists (
      select from team_members m
      where m.desk_id = u.desk_id and m.user_id = u.id and m.team_id = any(l.team_ids)))`;

/** Limited to others than this agent. */
export function isHidden(agent: Hiding, pipelineId: string): boolean {
  return hiddenFrom(agent).includes(pipelineId);
}

/** The condition on tickets and the ticket at hand ask the same: Super Admins see all. */
export function hiddenFrom({ rights, hiddenPipelineIds }: Hiding): readonly string[] {
  return rights.superAdmin ? [] : hiddenPipelineIds;
}

type Hiding = Pick<Agent, "rights" | "hiddenPipelineIds">;

/** Of somebody who was invited and never came. */
export async function forgetInLimits(tx: Tx, deskId: string, userId: string): Promise<void> {
  await sql`
    update pipeline_limits set user_ids = array_remove(user_ids, ${userId}::uuid)
    where desk_id = ${deskId} and ${userId}::uuid = any(user_ids)`.execute(tx);
}

/** By pipeline; those without a line are everybody's. */
export async function pipelineLimits(db: Db | Tx, deskId: string): Promise<Map<string, Limit>> {
  const rows = await db
    .selectFrom("pipeline_limits")
    .select(["pipeline_id", "user_ids", livingTeams])
    .where("desk_id", "=", deskId)
    .execute();
  return new Map(
    rows.map(({ pipeline_id, user_ids, team_ids }) => [
      pipeline_id,
      { userIds: user_ids, teamIds: team_ids },
    ]),
  );
}

const livingTeams = sql<string[]>`array(
  select t.id from teams t where t.desk_id = pipeline_limits.desk_id and t.id = any(team_ids) order by t.id)`.as(
  "team_ids",
);

/** Null opens it to everybody. @throws Refusal user_not_found, team_not_found */
export async function limitPipeline(
  tx: Tx,
  deskId: string,
  pipelineId: string,
  limit: Limit | null,
): Promise<void> {
  await tx
    .deleteFrom("pipeline_limits")
    .where("desk_id", "=", deskId)
    .where("pipeline_id", "=", pipelineId)
    .execute();
  if (!limit) return;
  await refuseUnknownUsers(tx, deskId, limit.userIds);
  await refuseUnknownTeams(tx, deskId, limit.teamIds);
  const [user_ids, team_ids] = [[...new Set(limit.userIds)], [...new Set(limit.teamIds)]];
  await tx
    .insertInto("pipeline_limits")
    .values({ desk_id: deskId, pipeline_id: pipelineId, user_ids, team_ids })
    .execute();
}
