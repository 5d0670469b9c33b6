/**
 * Who changes a pipeline and who puts tickets into it take turns: a ticket never stands in a status that was deleted
 * meanwhile. Tickets hold their pipeline in share, settings hold it alone; always the ticket first, the pipeline then.
 */
import type { Pipeline } from "#contract/pipelines.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelinesOf, pipelineWithStatuses } from "./pipeline.ts";

/** The pipeline (null = the default one) as it stays until the commit. @throws Refusal pipeline_unknown */
export async function holdPipeline(
  tx: Tx,
  deskId: string,
  pipelineId: string | null,
): Promise<Pipeline> {
  const { id } =
    pipelineId === null ? await pipelineWithStatuses(tx, deskId, null) : { id: pipelineId };
  await tx
    .selectFrom("pipelines")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .forShare()
    .execute();
  return pipelineWithStatuses(tx, deskId, id);
}

/** All pipelines of the desk, for whoever changes them: one after the other. */
export async function lockPipelines(tx: Tx, deskId: string): Promise<Pipeline[]> {
  await tx
    .selectFrom("pipelines")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("deleted_at", "is", null)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return pipelinesOf(tx, deskId);
}

/** @throws Refusal pipeline_unknown */
export async function lockPipeline(tx: Tx, deskId: string, pipelineId: string): Promise<Pipeline> {
  const pipeline = (await lockPipelines(tx, deskId)).find(({ id }) => id === pipelineId);
  if (!pipeline) throw refuse("pipeline_unknown");
  return pipeline;
}
