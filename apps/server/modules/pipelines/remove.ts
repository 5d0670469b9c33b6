/**
 * Deleting a status or a pipeline. Its tickets have gone elsewhere before (`modules/tickets/empty`): here is what is
 * refused, and the last step, in which nothing can be put into it any more. The rows stay: histories speak of them.
 */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelineChanged } from "./announce.ts";
import { statusFacts } from "./facts.ts";
import { lockPipeline, lockPipelines } from "./hold.ts";
import { placePipelines, placeStatuses } from "./order.ts";
import { pipelineWithStatuses, statusOf } from "./pipeline.ts";
import { refuseLastOfKind } from "./update-status.ts";

/** What goes, and where its tickets go. */
export type Removal = { from: Status[]; to: Status; target: Pipeline };

/** Held until the commit. @throws Refusal pipeline_unknown, status_not_in_pipeline, status_needed */
export async function lockStatusRemoval(
  tx: Tx,
  deskId: string,
  { pipelineId, statusId, toStatusId }: Record<"pipelineId" | "statusId" | "toStatusId", string>,
): Promise<Removal> {
  const target = await lockPipeline(tx, deskId, pipelineId);
  const status = statusOf(target, statusId);
  const to = statusOf(target, toStatusId);
  if (to.id === status.id) throw refuse("status_not_in_pipeline");
  refuseLastOfKind(target.statuses, status);
  return { from: [status], to, target };
}

/** Held until the commit. @throws Refusal pipeline_unknown, pipeline_needed, pipeline_is_default, status_unknown */
export async function lockPipelineRemoval(
  tx: Tx,
  deskId: string,
  { pipelineId, toStatusId }: Record<"pipelineId" | "toStatusId", string>,
): Promise<Removal> {
  const all = await lockPipelines(tx, deskId);
  const pipeline = all.find(({ id }) => id === pipelineId);
  if (!pipeline) throw refuse("pipeline_unknown");
  if (all.length === 1) throw refuse("pipeline_needed");
  if (pipeline.isDefault) throw refuse("pipeline_is_default");
  const others = all.filter(({ id }) => id !== pipelineId);
  const target = others.find(({ statuses }) => statuses.some(({ id }) => id === toStatusId));
  if (!target) throw refuse("status_unknown");
  return { from: pipeline.statuses, to: statusOf(target, toStatusId), target };
}

/** An automation that led to the status leads to where its tickets went. */
export async function removeStatus(tx: Tx, call: Call, { from, to, target }: Removal) {
  const [status] = from;
  if (!status) throw new Error("a removal without a status");
  const at = { desk_id: call.desk.id, id: status.id };
  const before = statusFacts(status);
  await audit(tx, call, { kind: "status.deleted", subject: status, before });
  await tx
    .updateTable("statuses")
    .set({ deleted_at: call.now })
    .where("desk_id", "=", at.desk_id)
    .where("id", "=", at.id)
    .execute();
  const led = (id: string | null) => (id === status.id ? to.id : id);
  await tx
    .updateTable("pipelines")
    .set({
      status_on_reply_id: led(target.statusOnReplyId),
      status_on_customer_reply_id: led(target.statusOnCustomerReplyId),
    })
    .where("desk_id", "=", at.desk_id)
    .where("id", "=", target.id)
    .execute();
  await placeStatuses(
    tx,
    at.desk_id,
    target.statuses.filter(({ id }) => id !== status.id),
  );
  await pipelineChanged(tx, call, target.id);
}

export async function removePipeline(tx: Tx, call: Call, pipelineId: string) {
  const { desk, now: deleted_at } = call;
  const { name } = await pipelineWithStatuses(tx, desk.id, pipelineId);
  await audit(tx, call, { kind: "pipeline.deleted", subject: { id: pipelineId, name } });
  await tx
    .updateTable("statuses")
    .set({ deleted_at })
    .where("desk_id", "=", desk.id)
    .where("pipeline_id", "=", pipelineId)
    .where("deleted_at", "is", null)
    .execute();
  await tx
    .updateTable("pipelines")
    .set({ deleted_at })
    .where("desk_id", "=", desk.id)
    .where("id", "=", pipelineId)
    .execute();
  await placePipelines(tx, desk.id, await lockPipelines(tx, desk.id));
  await pipelineChanged(tx, call, pipelineId);
}
