/** A second pipeline, and more statuses in one. */
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/pipelines.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelineChanged } from "./announce.ts";
import { statusFacts } from "./facts.ts";
import { keepPipeline } from "./found.ts";
import { lockPipeline, lockPipelines } from "./hold.ts";
import { refuseTaken } from "./name.ts";
import { placeStatuses } from "./order.ts";
import { pipelineFor, pipelineWithStatuses, statusOf } from "./pipeline.ts";

const most = 100;

export function createPipeline(
  call: Call,
  { name }: InputOf<typeof contract.createPipeline>,
): Promise<contract.Pipeline> {
  const { db, desk, agent } = call;
  return db.transaction().execute(async (tx) => {
    const all = await lockPipelines(tx, desk.id);
    if (all.length >= most) throw refuse("too_many");
    refuseTaken(all, name);
    const id = newId();
    await keepPipeline(tx, desk.id, { id, name, position: all.length, isDefault: false });
    await pipelineChanged(tx, call, id);
    await audit(tx, call, { kind: "pipeline.created", subject: { id, name } });
    return pipelineFor(tx, agent, id);
  });
}

export function createStatus(
  call: Call,
  { pipelineId, name, color, kind }: InputOf<typeof contract.createStatus>,
): Promise<contract.Status> {
  const { db, desk } = call;
  return db.transaction().execute(async (tx) => {
    const { statuses } = await lockPipeline(tx, desk.id, pipelineId);
    if (statuses.length >= most) throw refuse("too_many");
    refuseTaken(statuses, name);
    const status = { id: newId(), name, color, kind };
    const place = statuses.findLastIndex((one) => one.kind === kind) + 1;
    await tx
      .insertInto("statuses")
      .values({ desk_id: desk.id, pipeline_id: pipelineId, position: place, ...status })
      .execute();
    const before = statuses.map(({ id, position }) => ({ id, position }));
    const inOrder = before.toSpliced(place, 0, { id: status.id, position: place });
    await placeStatuses(tx, desk.id, inOrder);
    await pipelineChanged(tx, call, pipelineId);
    const made = statusOf(await pipelineWithStatuses(tx, desk.id, pipelineId), status.id);
    await audit(tx, call, { kind: "status.created", subject: made, after: statusFacts(made) });
    return made;
  });
}
