/**
 * Which tickets an agent may see, change and delete: one description, compiled to SQL for lists, counts and search,
 * and applied to one loaded row. Only the modules' `access.ts` call it.
 */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import { sql } from "kysely";
import type { SightReason } from "#contract/access.ts";
import { mayWork } from "#contract/rights.ts";
import type { Agent } from "#platform/call.ts";
import type { DB } from "#platform/schema.gen.ts";
import { hiddenFrom, isHidden } from "./pipeline-limit.ts";

export type Act = "view" | "edit" | "delete";
export type Owned = { owner_user_id: string | null; owner_team_id: string | null };
/** What a right depends on: whose a ticket is, in which pipeline, and which one, unless it is still to be made. */
export type Placed = Owned & { pipeline_id: string; id?: string };
type Asker = Pick<
  Agent,
  | "id"
  | "rights"
  | "teamIds"
  | "teammateIds"
  | "hiddenPipelineIds"
  | "sharedTicketIds"
  | "editableTicketIds"
>;

/** "all", or the owners whose tickets are within reach, and whether nobody's are too. */
type Sight = "all" | { users: string[]; teams: string[]; nobodys: boolean };

/** The condition on `tickets` under which this agent may act. To change or delete one must see. */
export function ticketRight(agent: Asker, act: Act) {
  return (eb: ExpressionBuilder<DB, "tickets">): Expression<SqlBool> =>
    eb.and([
      eb.or([
        eb.and(sightsFor(agent, act).map((sight) => within(eb, sight))),
        ...among(sharedFor(agent, act)),
      ]),
      ...outside(hiddenFrom(agent)),
    ]);
}

/** The same for a ticket at hand. */
export function mayOnTicket(agent: Asker, act: Act, ticket: Placed): boolean {
  if (isHidden(agent, ticket.pipeline_id)) return false;
  if (ticket.id !== undefined && sharedFor(agent, act).includes(ticket.id)) return true;
  return sightsFor(agent, act).every((sight) => covers(sight, ticket));
}

/** Why this agent sees the ticket, the strongest reason; null when they do not. */
export function whySees(agent: Asker, ticket: Placed): SightReason | null {
  if (!mayOnTicket(agent, "view", ticket)) return null;
  if (agent.rights.superAdmin) return "super_admin";
  const sight = sightFor(agent, "view");
  if (!covers(sight, ticket)) return "shared";
  if (ticket.owner_user_id === agent.id) return "owner";
  if (sight === "all") return "everything";
  return (ticket.owner_user_id ?? ticket.owner_team_id) ? "team" : "unassigned";
}

/** Sharing widens what one sees and changes of tickets, for those who work with tickets at all; never what one deletes. */
function sharedFor(agent: Asker, act: Act): readonly string[] {
  if (agent.rights.superAdmin || !mayWork(agent.rights)) return [];
  return { view: agent.sharedTicketIds, edit: agent.editableTicketIds, delete: [] }[act];
}

function sightsFor(agent: Asker, act: Act): Sight[] {
  return act === "view"
    ? [sightFor(agent, "view")]
    : [sightFor(agent, "view"), sightFor(agent, act)];
}

function sightFor(agent: Asker, act: Act): Sight {
  const { superAdmin, tickets } = agent.rights;
  if (superAdmin) return "all";
  if (!mayWork(agent.rights)) return { users: [], teams: [], nobodys: false };
  const { reach, unassigned: nobodys } = tickets[act];
  if (reach === "all") return "all";
  if (reach === "none") return { users: [], teams: [], nobodys: false };
  if (reach === "own") return { users: [agent.id], teams: [], nobodys };
  return { users: [agent.id, ...agent.teammateIds], teams: agent.teamIds, nobodys };
}

function within(eb: ExpressionBuilder<DB, "tickets">, sight: Sight): Expression<SqlBool> {
  if (sight === "all") return sql<SqlBool>`true`;
  const { users, teams, nobodys } = sight;
  return eb.or([
    ...(users.length > 0
      ? [eb("tickets.owner_user_id", "=", sql<string>`any(${users}::uuid[])`)]
      : []),
    ...(teams.length > 0
      ? [eb("tickets.owner_team_id", "=", sql<string>`any(${teams}::uuid[])`)]
      : []),
    ...(nobodys
      ? [eb.and([eb("tickets.owner_user_id", "is", null), eb("tickets.owner_team_id", "is", null)])]
      : []),
  ]);
}

/** By their ids and not by a join, so that an index serves; nothing is asked where nothing is shared. */
function among(ticketIds: readonly string[]): Expression<SqlBool>[] {
  if (ticketIds.length === 0) return [];
  return [sql<SqlBool>`tickets.id = any(${ticketIds}::uuid[])`];
}

/** Nothing is asked where nothing is hidden, so that the usual lists stay as fast as they are. */
function outside(pipelineIds: readonly string[]): Expression<SqlBool>[] {
  if (pipelineIds.length === 0) return [];
  return [sql<SqlBool>`tickets.pipeline_id <> all(${pipelineIds}::uuid[])`];
}

function covers(sight: Sight, { owner_user_id: user, owner_team_id: team }: Owned): boolean {
  if (sight === "all") return true;
  if (user !== null) return sight.users.includes(user);
  if (team !== null) return sight.teams.includes(team);
  return sight.nobodys;
}
