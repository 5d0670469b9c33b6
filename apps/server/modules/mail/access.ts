/** Who may read a mail that is no ticket's: kept away, ignored, left out by a rule. */
import { type Act, mayOnTicket } from "#modules/people";
import { pipelinesOf } from "#modules/pipelines";
import type { Call } from "#platform/call.ts";

/** It belongs to nobody: like an unassigned ticket of the first pipeline, which is what most would become. */
export async function mayOnMails(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  act: Act,
): Promise<boolean> {
  const pipelines = await pipelinesOf(db, desk.id);
  const first = pipelines.find(({ isDefault }) => isDefault) ?? pipelines[0];
  if (!first) return false;
  const nobodys = { owner_user_id: null, owner_team_id: null, pipeline_id: first.id };
  return mayOnTicket(agent, act, nobodys);
}
