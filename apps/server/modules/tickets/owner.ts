/** Who a ticket is given to. */
import type { OwnerType } from "#contract/common.ts";
import { holdNewOwner, limitFacts, teamIdsOf, teamsKnown, whyNotOwner } from "#modules/people";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type * as z from "zod";

type Given = {
  ownerType?: z.infer<typeof OwnerType> | null | undefined;
  ownerId?: string | null | undefined;
};
type Where = { deskId: string; pipelineId: string; before?: string | null };
export type OwnerColumns = { owner_user_id: string | null; owner_team_id: string | null };

/**
 * Columns of the owner that was named: null for nobody, undefined when the request does not speak of it. An id
 * without its type is a user's. `before` is whose it is.
 * @throws Refusal owner_unknown, owner_without_access
 */
export async function ownerFrom(
  tx: Tx,
  { deskId, pipelineId, before = null }: Where,
  { ownerType, ownerId }: Given,
): Promise<OwnerColumns | undefined> {
  if (ownerId === undefined) return ownerType === null ? nobody : undefined;
  if (ownerId === null) return nobody;
  const type = ownerType ?? "user";
  if (type === "user" && ownerId !== before) await holdNewOwner(tx, deskId, ownerId);
  const why = await whyNotOwner(tx, deskId, { type, id: ownerId }, pipelineId);
  if (why) throw refuse(why);
  return type === "user"
    ? { owner_user_id: ownerId, owner_team_id: null }
    : { owner_user_id: null, owner_team_id: ownerId };
}

export const nobody: OwnerColumns = { owner_user_id: null, owner_team_id: null };

/**
 * The teams that a ticket is given to with this owner. Somebody without a team changes nothing, and nobody neither: the
 * ticket goes on waiting for the teams it had.
 */
export async function teamsWith(
  tx: Tx,
  deskId: string,
  { owner_user_id, owner_team_id }: OwnerColumns,
  before: string[],
): Promise<string[]> {
  if (owner_team_id) return [owner_team_id];
  const theirs = owner_user_id ? await teamIdsOf(tx, deskId, owner_user_id) : [];
  return theirs.length > 0 ? theirs : before;
}

/** What changes on a ticket of nobody that somebody takes for themselves; the same rule of teams. */
export function takenBy({ id, teamIds }: Agent) {
  return {
    owner_user_id: id,
    owner_team_id: null,
    ...(teamIds.length > 0 ? { assigned_team_ids: teamIds } : {}),
  };
}

/** As they were named. @throws Refusal team_not_found */
export async function namedTeams(tx: Tx, deskId: string, teamIds: string[]): Promise<string[]> {
  const named = [...new Set(teamIds)];
  if (!(await teamsKnown(tx, deskId, named))) throw refuse("team_not_found");
  return named;
}

/** As the history says them; null for none. */
export async function teamNames(tx: Tx, deskId: string, teamIds: string[]): Promise<string | null> {
  const names = await limitFacts(tx, deskId, { userIds: [], teamIds });
  return names?.join(", ") || null;
}
