/** Pipelines with their statuses, as everybody reads them. */
import type { OutputOf } from "#contract/operation.ts";
import type { listPipelines as contract, Pipeline, Status } from "#contract/pipelines.ts";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

export async function listPipelines({ db, desk }: Call): Promise<OutputOf<typeof contract>> {
  return { items: await pipelinesOf(db, desk.id), nextCursor: null };
}

/** All pipelines of a desk in their order, each with its statuses in theirs. */
export async function pipelinesOf(db: Db | Tx, deskId: string): Promise<Pipeline[]> {
  const rows = await pipelineRows(db, deskId).execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => toPipeline(group));
}

/** One pipeline, or the default one for null. @throws Refusal pipeline_unknown */
export async function pipelineWithStatuses(
  db: Db | Tx,
  deskId: string,
  pipelineId: string | null,
): Promise<Pipeline> {
  const rows = await pipelineRows(db, deskId)
    .$if(pipelineId !== null, (query) => query.where("p.id", "=", pipelineId))
    .$if(pipelineId === null, (query) => query.where("p.is_default", "=", true))
    .execute();
  const [pipeline] = toPipeline(rows);
  if (!pipeline) throw refuse("pipeline_unknown");
  return pipeline;
}

/** The status of this pipeline. @throws Refusal status_not_in_pipeline */
export function statusOf(pipeline: Pipeline, statusId: string): Status {
  const status = pipeline.statuses.find(({ id }) => id === statusId);
  if (!status) throw refuse("status_not_in_pipeline");
  return status;
}

function pipelineRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("pipelines as p")
    .leftJoin("statuses as s", (join) =>
      join.onRef("s.desk_id", "=", "p.desk_id").onRef("s.pipeline_id", "=", "p.id"),
    )
    .select([
      "p.id",
      "p.name",
      "p.position",
      "p.is_default",
      "p.status_on_reply_id",
      "p.status_on_customer_reply_id",
      "s.id as status_id",
      "s.name as status_name",
      "s.color",
      "s.kind",
      "s.position as status_position",
      "s.required_properties",
    ])
    .where("p.desk_id", "=", deskId)
    .orderBy("p.position")
    .orderBy("p.id")
    .orderBy("s.position")
    .orderBy("s.id");
}

type Row = Awaited<ReturnType<ReturnType<typeof pipelineRows>["execute"]>>[number];

/** The rows of one pipeline; nothing for no rows. */
function toPipeline(rows: readonly Row[]): Pipeline[] {
  const first = rows[0];
  if (!first) return [];
  const statuses = rows.flatMap((row) => {
    const { status_id: id, status_name: name, status_position: position } = row;
    const { color, kind, required_properties } = row;
    if (!id || name === null || !color || !kind || position === null) return [];
    const pipeline_id = first.id;
    return [toStatus({ id, pipeline_id, name, color, kind, position, required_properties })];
  });
  return [
    {
      id: first.id,
      name: first.name,
      position: first.position,
      isDefault: first.is_default,
      statusOnReplyId: first.status_on_reply_id,
      statusOnCustomerReplyId: first.status_on_customer_reply_id,
      statuses,
    },
  ];
}

function toStatus(row: {
  id: string;
  pipeline_id: string;
  name: string;
  color: string;
  kind: "open" | "closed";
  position: number;
  required_properties: string[] | null;
}): Status {
  return {
    id: row.id,
    pipelineId: row.pipeline_id,
    name: row.name,
    color: row.color,
    kind: row.kind,
    position: row.position,
    requiredProperties: row.required_properties ?? [],
  };
}
