import type { Pipeline } from "#contract/pipelines.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { pipelineWithStatuses } from "./pipeline.ts";

/** The pipeline that every new desk begins with: four statuses, both automations on. */
export async function foundPipeline(tx: Tx, deskId: string): Promise<Pipeline> {
  const pipelineId = newId();
  const statuses = beginning.map((status, position) => ({
    ...status,
    desk_id: deskId,
    id: newId(),
    pipeline_id: pipelineId,
    position,
  }));
  const idOf = (name: string) => statuses.find((status) => status.name === name)?.id ?? null;
  await tx
    .insertInto("pipelines")
    .values({
      desk_id: deskId,
      id: pipelineId,
      name: "Support Pipeline",
      position: 0,
      is_default: true,
      status_on_reply_id: idOf("Waiting on contact"),
      status_on_customer_reply_id: idOf("Waiting on us"),
    })
    .execute();
  await tx.insertInto("statuses").values(statuses).execute();
  return pipelineWithStatuses(tx, deskId, pipelineId);
}

const beginning = [
  { name: "New", color: "#016de1", kind: "open" },
  { name: "Waiting on contact", color: "#f7c03e", kind: "open" },
  { name: "Waiting on us", color: "#c93700", kind: "open" },
  { name: "Closed", color: "#ebebeb", kind: "closed" },
] as const;
