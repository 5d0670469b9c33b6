/** What a pipeline lets people and programs do. Pure: automations ask nobody. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";

type Asked = Pick<Pipeline, "rules" | "statuses">;

/** Why a ticket may not begin in this status; null when it may. */
export function whyNotBegin({ rules, statuses }: Asked, status: Status): Refusal | null {
  if (!rules.limitCreation || status.forNew) return null;
  const allowed = statuses.filter(({ forNew }) => forNew).map(({ id }) => id);
  return refuse("status_not_for_new", { statusId: status.id, allowed });
}

/**
 * Why a ticket may not go on to this status; null when it may. `fromId` is where it stands in this pipeline, or stood
 * before it left: going out and coming back is no way around. A status that is no longer there binds nobody.
 */
export function whyNotMove({ rules, statuses }: Asked, fromId: string, to: Status): Refusal | null {
  const from = statuses.findIndex(({ id }) => id === fromId);
  const at = statuses.findIndex(({ id }) => id === to.id);
  if (from < 0 || from === at) return null;
  if (rules.noMovingBack && at < from) return refuse("status_behind", { statusId: to.id });
  const next = statuses[from + 1];
  if (rules.noSkipping && next && at > from + 1)
    return refuse("status_skipped", { statusId: to.id, nextStatusId: next.id });
  return null;
}
