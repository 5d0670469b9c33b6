import type { Pipeline } from "#contract/pipelines.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { pipelineWithStatuses } from "./pipeline.ts";

/** The pipeline that every new desk begins with. */
export async function foundPipeline(tx: Tx, deskId: string): Promise<Pipeline> {
  const first = { id: newId(), name: "Support Pipeline", position: 0, isDefault: true };
  await keepPipeline(tx, deskId, first);
  return pipelineWithStatuses(tx, deskId, first.id);
}

/** Four statuses, both automations on. */
export async function keepPipeline(
  tx: Tx,
  deskId: string,
  { id, name, position, isDefault }: Pick<Pipeline, "id" | "name" | "position" | "isDefault">,
): Promise<void> {
  const statuses = beginning.map((status, place) => ({
    ...status,
    desk_id: deskId,
    id: newId(),
    pipeline_id: id,
    position: place,
  }));
  const idOf = (called: string) => statuses.find((status) => status.name === called)?.id ?? null;
  await tx
    .insertInto("pipelines")
    .values({
      desk_id: deskId,
      id,
      name,
      position,
      is_default: isDefault,
      status_on_reply_id: idOf("Waiting on contact"),
      status_on_customer_reply_id: idOf("Waiting on us"),
    })
    .execute();
  await tx.insertInto("statuses").values(statuses).execute();
}

const beginning = [
  { name: "New", color: "#016de1", kind: "open" },
  { name: "Waiting on contact", color: "#f7c03e", kind: "open" },
  { name: "Waiting on us", color: "#c93700", kind: "open" },
  { name: "Closed", color: "#ebebeb", kind: "closed" },
] as const;
