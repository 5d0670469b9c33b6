/** Pipelines with their statuses, as everybody reads them. */
import { type RawBuilder, sql } from "kysely";
import type { OutputOf } from "#contract/operation.ts";
import type { listPipelines as contract, Pipeline, Status } from "#contract/pipelines.ts";
import { isHidden, maySet, pipelineLimits } from "#modules/people";
import type { Agent, Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

export async function listPipelines({ db, desk, agent }: Call): Promise<OutputOf<typeof contract>> {
  const all = await pipelinesFor(db, desk.id, agent);
  return { items: all.filter(({ mayUse }) => mayUse || maySet(agent)), nextCursor: null };
}

/** All pipelines of a desk in their order, each with its statuses in theirs; `mayUse` is true. */
export async function pipelinesOf(db: Db | Tx, deskId: string): Promise<Pipeline[]> {
  const rows = await pipelineRows(db, deskId).execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => toPipeline(group));
}

/** One pipeline as this agent reads it. @throws Refusal pipeline_unknown */
export async function pipelineFor(tx: Tx, agent: Agent, pipelineId: string): Promise<Pipeline> {
  const pipeline = (await pipelinesFor(tx, agent.deskId, agent)).find(
    ({ id }) => id === pipelineId,
  );
  if (!pipeline) throw refuse("pipeline_unknown");
  return pipeline;
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
export function statusOf(pipeline: Pick<Pipeline, "statuses">, statusId: string): Status {
  const status = pipeline.statuses.find(({ id }) => id === statusId);
  if (!status) throw refuse("status_not_in_pipeline");
  return status;
}

/** Where a ticket begins, and where it goes when nothing else says. */
export function firstOpen({ id, statuses }: Pick<Pipeline, "id" | "statuses">): Status {
  const first = statuses.find(({ kind }) => kind === "open") ?? statuses[0];
  if (!first) throw new Error(`pipeline ${id} has no status`);
  return first;
}

/** The name of a status or pipeline, also of one that was deleted: histories speak of them. */
export function nameOfPlace(deskId: unknown, id: unknown): RawBuilder<string | null> {
  return sql<string | null>`(
    select name from statuses where desk_id = ${deskId} and id::text = ${id}
    union all select name from pipelines where desk_id = ${deskId} and id::text = ${id} limit 1)`;
}

async function pipelinesFor(db: Db | Tx, deskId: string, agent: Agent): Promise<Pipeline[]> {
  const limits = await pipelineLimits(db, deskId);
  return (await pipelinesOf(db, deskId)).map((pipeline) => ({
    ...pipeline,
    limitedTo: limits.get(pipeline.id) ?? null,
    mayUse: !isHidden(agent, pipeline.id),
  }));
}

function pipelineRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("pipelines as p")
    .leftJoin("statuses as s", (join) =>
      join
        .onRef("s.desk_id", "=", "p.desk_id")
        .onRef("s.pipeline_id", "=", "p.id")
        .on("s.deleted_at", "is", null),
    )
    .select([
      "p.id",
      "p.name",
      "p.position",
      "p.is_default",
      "p.status_on_reply_id",
      "p.status_on_customer_reply_id",
      "p.limit_creation",
      "p.no_skipping",
      "p.no_moving_back",
      "p.reopen_days",
      "p.close_date",
      "s.id as status_id",
      "s.name as status_name",
      "s.color",
      "s.kind",
      "s.position as status_position",
      "s.required_properties",
      "s.for_new",
    ])
    .where("p.desk_id", "=", deskId)
    .where("p.deleted_at", "is", null)
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
  return [
    {
      id: first.id,
      name: first.name,
      position: first.position,
      isDefault: first.is_default,
      statusOnReplyId: first.status_on_reply_id,
      statusOnCustomerReplyId: first.status_on_customer_reply_id,
      rules: {
        limitCreation: first.limit_creation,
        noSkipping: first.no_skipping,
        noMovingBack: first.no_moving_back,
      },
      reopenDays: first.reopen_days,
      closeDate: first.close_date,
      limitedTo: null,
      mayUse: true,
      statuses: rows.flatMap((row) => toStatus(row)),
    },
  ];
}

/** Nothing for a pipeline without statuses. */
function toStatus(row: Row): Status[] {
  const { status_id: id, status_name: name, status_position: position, color, kind } = row;
  if (!id || name === null || !color || !kind || position === null) return [];
  const { required_properties, for_new } = row;
  return [
    {
      ...{ id, pipelineId: row.id, name, color, kind, position },
      requiredProperties: required_properties ?? [],
      forNew: for_new ?? true,
    },
  ];
}
