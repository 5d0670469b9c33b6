/** The two settings of a pipeline that can be changed: what its statuses ask for, and its automations. */
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/pipelines.ts";
import { isProperty } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelineWithStatuses, statusOf } from "./pipeline.ts";

export function updatePipeline(
  call: Call,
  change: InputOf<typeof contract.updatePipeline>,
): Promise<contract.Pipeline> {
  const { db, desk } = call;
  const { pipelineId, statusOnReplyId, statusOnCustomerReplyId } = change;
  return db.transaction().execute(async (tx) => {
    await lock(tx, desk.id, pipelineId);
    const pipeline = await pipelineWithStatuses(tx, desk.id, pipelineId);
    for (const id of [statusOnReplyId, statusOnCustomerReplyId]) if (id) statusOf(pipeline, id);
    await tx
      .updateTable("pipelines")
      .set({
        status_on_reply_id:
          statusOnReplyId === undefined ? pipeline.statusOnReplyId : statusOnReplyId,
        status_on_customer_reply_id:
          statusOnCustomerReplyId === undefined
            ? pipeline.statusOnCustomerReplyId
            : statusOnCustomerReplyId,
      })
      .where("desk_id", "=", desk.id)
      .where("id", "=", pipelineId)
      .execute();
    await announce(tx, call, pipelineId);
    return pipelineWithStatuses(tx, desk.id, pipelineId);
  });
}

export function updateStatus(
  call: Call,
  change: InputOf<typeof contract.updateStatus>,
): Promise<contract.Status> {
  const { db, desk } = call;
  const { pipelineId, statusId, requiredProperties } = change;
  return db.transaction().execute(async (tx) => {
    const status = statusOf(await pipelineWithStatuses(tx, desk.id, pipelineId), statusId);
    refuseUnknown(requiredProperties);
    const required = [...new Set(requiredProperties)];
    await tx
      .updateTable("statuses")
      .set({ required_properties: required })
      .where("desk_id", "=", desk.id)
      .where("id", "=", statusId)
      .execute();
    await announce(tx, call, pipelineId);
    return { ...status, requiredProperties: required };
  });
}

/** Two people may switch one automation each at the same time: both changes stay. */
function lock(tx: Tx, deskId: string, pipelineId: string) {
  return tx
    .selectFrom("pipelines")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "=", pipelineId)
    .forUpdate()
    .execute();
}

function refuseUnknown(names: readonly string[]) {
  const unknown = names.filter((name) => !isProperty(name));
  if (unknown.length > 0) throw refuse("property_unknown", { unknown });
}

function announce(tx: Tx, { desk, now, agent }: Call, pipelineId: string) {
  const ids = { pipelineId };
  return publish(tx, {
    type: "pipeline.changed",
    deskId: desk.id,
    at: now,
    ids,
    byUserId: agent.id,
  });
}
