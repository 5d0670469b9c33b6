/** The settings of a pipeline: what it is called, where it stands, what it lets people do and does by itself. */
import { sql } from "kysely";
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/pipelines.ts";
import { audit, limitPipeline } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelineChanged } from "./announce.ts";
import { pipelineFacts } from "./facts.ts";
import { lockPipelines } from "./hold.ts";
import { refuseTaken } from "./name.ts";
import { movedTo, placePipelines } from "./order.ts";
import { pipelineFor, pipelineWithStatuses, statusOf } from "./pipeline.ts";

type Change = InputOf<typeof contract.updatePipeline>;

export function updatePipeline(call: Call, change: Change): Promise<contract.Pipeline> {
  const { db, desk, agent } = call;
  const { pipelineId, name, position, isDefault, limitedTo } = change;
  return db.transaction().execute(async (tx) => {
    const all = await lockPipelines(tx, desk.id);
    const pipeline = all.find(({ id }) => id === pipelineId);
    if (!pipeline) throw refuse("pipeline_unknown");
    if (name !== undefined) refuseTaken(all, name, pipelineId);
    for (const id of [change.statusOnReplyId, change.statusOnCustomerReplyId])
      if (id) statusOf(pipeline, id);
    const before = await pipelineFacts(tx, desk.id, pipeline);
    await keep(tx, desk.id, pipeline, change);
    if (isDefault) await makeDefault(tx, desk.id, pipelineId);
    if (position !== undefined)
      await placePipelines(tx, desk.id, movedTo(all, pipelineId, position));
    if (limitedTo !== undefined) await limitPipeline(tx, desk.id, pipelineId, limitedTo);
    await pipelineChanged(tx, call, pipelineId);
    await note(tx, call, pipelineId, before);
    return pipelineFor(tx, agent, pipelineId);
  });
}

async function note(tx: Tx, call: Call, pipelineId: string, before: object) {
  const changed = await pipelineWithStatuses(tx, call.desk.id, pipelineId);
  const after = await pipelineFacts(tx, call.desk.id, changed);
  await audit(tx, call, { kind: "pipeline.changed", subject: changed, before, after });
}

async function keep(tx: Tx, deskId: string, now: contract.Pipeline, change: Change) {
  const { limitCreation, noSkipping, noMovingBack } = { ...now.rules, ...given(change.rules) };
  const { name, statusOnReplyId, statusOnCustomerReplyId, reopenDays, closeDate } = {
    ...now,
    ...given(change),
  };
  await tx
    .updateTable("pipelines")
    .set({
      name,
      status_on_reply_id: statusOnReplyId,
      status_on_customer_reply_id: statusOnCustomerReplyId,
      limit_creation: limitCreation,
      no_skipping: noSkipping,
      no_moving_back: noMovingBack,
      reopen_days: reopenDays,
      close_date: closeDate,
    })
    .where("desk_id", "=", deskId)
    .where("id", "=", now.id)
    .execute();
}

type Given<All> = { [Name in keyof All]: Exclude<All[Name], undefined> };

/** What was spoken of: null is a value, undefined is none. */
function given<All extends object>(change: All | undefined): Partial<Given<All>> {
  const spoken = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(spoken) as Partial<Given<All>>;
}

async function makeDefault(tx: Tx, deskId: string, pipelineId: string) {
  await tx
    .updateTable("pipelines")
    .set({ is_default: sql<boolean>`id = ${pipelineId}` })
    .where("desk_id", "=", deskId)
    .where("deleted_at", "is", null)
    .execute();
}
