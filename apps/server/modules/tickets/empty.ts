/**
 * Deleting a status or a pipeline: its tickets go where the asker said, in steps that are committed one by one, and only
 * when none is left it goes itself. Stopped halfway, it is still there with fewer tickets and can be deleted again.
 */
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/pipelines.ts";
import {
  holdPipeline,
  lockPipelineRemoval,
  lockStatusRemoval,
  type Removal,
  removePipeline,
  removeStatus,
  statusOf,
} from "#modules/pipelines";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { atOnce, carry } from "./carry.ts";
import { byAgent, type Cause } from "./history.ts";

export async function deleteStatus(
  call: Call,
  input: InputOf<typeof contract.deleteStatus>,
): Promise<null> {
  await emptyAndRemove(call, "status_deleted", {
    lock: (tx) => lockStatusRemoval(tx, call.desk.id, input),
    remove: (tx, removal) => removeStatus(tx, call, removal),
  });
  return null;
}

export async function deletePipeline(
  call: Call,
  input: InputOf<typeof contract.deletePipeline>,
): Promise<null> {
  await emptyAndRemove(call, "pipeline_deleted", {
    lock: (tx) => lockPipelineRemoval(tx, call.desk.id, input),
    remove: (tx) => removePipeline(tx, call, input.pipelineId),
  });
  return null;
}

type How = {
  lock(tx: Tx): Promise<Removal>;
  remove(tx: Tx, removal: Removal): Promise<void>;
};

async function emptyAndRemove(call: Call, cause: Cause, how: How) {
  for (let left = await removeIfEmpty(call, how); left; left = await removeIfEmpty(call, how))
    while ((await carrySome(call, left, cause)) === atOnce);
}

/** Nobody can put a ticket into it while it is looked at. Answers what is still to be emptied. */
function removeIfEmpty({ db, desk }: Call, { lock, remove }: How): Promise<Removal | null> {
  return db.transaction().execute(async (tx) => {
    const removal = await lock(tx);
    const one = await tx
      .selectFrom("tickets")
      .select("id")
      .where("desk_id", "=", desk.id)
      .where("status_id", "in", idsOf(removal))
      .limit(1)
      .executeTakeFirst();
    if (one) return removal;
    await remove(tx, removal);
    return null;
  });
}

function carrySome({ db, desk, agent, now }: Call, removal: Removal, cause: Cause) {
  return db.transaction().execute(async (tx) => {
    const tickets = await tx
      .selectFrom("tickets")
      .selectAll()
      .where("desk_id", "=", desk.id)
      .where("status_id", "in", idsOf(removal))
      .orderBy("id")
      .limit(atOnce)
      .forNoKeyUpdate()
      .execute();
    const pipeline = await holdPipeline(tx, desk.id, removal.target.id);
    const to = { pipeline, status: statusOf(pipeline, removal.to.id) };
    for (const ticket of tickets) await carry(tx, ticket, to, { by: byAgent(agent), cause, now });
    return tickets.length;
  });
}

function idsOf({ from }: Removal) {
  return from.map(({ id }) => id);
}
