/** An agent as the access rules need them: the user with rights and teams, in one statement. */
import { sql } from "kysely";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { hiddenPipelines } from "./pipeline-limit.ts";
import { sharedTickets, toShared } from "./shares.ts";
import { rightsOf, type RightsColumns } from "./rights.ts";

export type AgentRow = RightsColumns & {
  id: string;
  desk_id: string;
  name: string;
  email: string;
  team_ids: string[];
  teammate_ids: string[];
  hidden_pipeline_ids: string[];
  shared_tickets: string[];
};

/** Columns of an AgentRow, of the user `u`. Teammates are read only where a right depends on them. */
export const agentColumns = `
  u.id, u.desk_id, u.name, u.email, u.super_admin, u.account_access, u.service_access, u.sales_access, u.service_seat,
  u.ticket_view, u.ticket_view_unassigned, u.ticket_edit, u.ticket_edit_unassigned,
  u.ticket_delete, u.ticket_delete_unassigned,
  array(select m.team_id from team_members m where m.desk_id = u.desk_id and m.user_id = u.id) as team_ids,
  case when 'team' in (u.ticket_view, u.ticket_edit, u.ticket_delete) then array(
    select distinct mate.user_id from team_members mine
    join team_members mate on mate.desk_id = mine.desk_id and mate.team_id = mine.team_id
    where mine.desk_id = u.desk_id and mine.user_id = u.id) else '{}' end as teammate_ids,
  ${hiddenPipelines} as hidden_pipeline_ids,
  ${sharedTickets} as shared_tickets`;

export function toAgent(row: AgentRow, credential: Pick<Agent, "sessionId" | "scopes">): Agent {
  return {
    id: row.id,
    deskId: row.desk_id,
    name: row.name,
    email: row.email,
    rights: rightsOf(row),
    teamIds: row.team_ids,
    teammateIds: row.teammate_ids,
    hiddenPipelineIds: row.hidden_pipeline_ids,
    ...toShared(row.shared_tickets),
    ...credential,
  };
}

/** The active users among these, with full scopes and no session: for access questions about somebody else. */
export async function agentsById(
  db: Db | Tx,
  deskId: string,
  userIds: readonly string[],
): Promise<Agent[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<AgentRow>`
    select ${sql.raw(agentColumns)} from users u
    where u.desk_id = ${deskId} and u.id = any(${[...userIds]}::uuid[]) and u.state = 'active'`.execute(
    db,
  );
  return rows.map((row) => toAgent(row, { sessionId: null, scopes: null }));
}

/** The active users of a desk by name, those after a place. */
export async function activeAgents(
  db: Db | Tx,
  deskId: string,
  after: { name: string; id: string } | null,
): Promise<Agent[]> {
  const { rows } = await sql<AgentRow>`
    select ${sql.raw(agentColumns)} from users u
    where u.desk_id = ${deskId} and u.state = 'active'
      and (${after === null} or (u.name, u.id) > (${after?.name ?? ""}, ${after?.id ?? null}::uuid))
    order by u.name, u.id`.execute(db);
  return rows.map((row) => toAgent(row, { sessionId: null, scopes: null }));
}

/** Null for users that are not active. */
export async function agentById(
  db: Db | Tx,
  deskId: string,
  userId: string,
): Promise<Agent | null> {
  const [agent] = await agentsById(db, deskId, [userId]);
  return agent ?? null;
}
