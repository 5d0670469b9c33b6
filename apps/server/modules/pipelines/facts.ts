/** What the audit log says of pipelines and statuses: with names, as people read them. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { limitFacts } from "#modules/people";
import type { Tx } from "#platform/db.ts";

export async function pipelineFacts(tx: Tx, deskId: string, pipeline: Pipeline) {
  const { name, position, isDefault, rules, reopenDays, closeDate, statuses } = pipeline;
  const named = (id: string | null) => statuses.find((status) => status.id === id)?.name ?? null;
  return {
    name,
    position,
    isDefault,
    statusOnReply: named(pipeline.statusOnReplyId),
    statusOnCustomerReply: named(pipeline.statusOnCustomerReplyId),
    rules,
    reopenDays,
    closeDate,
    limitedTo: await limitFacts(tx, deskId, pipeline.limitedTo),
  };
}

export function statusFacts(status: Status) {
  const { name, color, kind, position, forNew, requiredProperties } = status;
  return { name, color, kind, position, forNew, requiredProperties };
}
