/** The settings of a status. */
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/pipelines.ts";
import { audit } from "#modules/people";
import { unknownProperties } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { pipelineChanged } from "./announce.ts";
import { statusFacts } from "./facts.ts";
import { lockPipeline } from "./hold.ts";
import { refuseTaken } from "./name.ts";
import { movedTo, placeStatuses } from "./order.ts";
import { pipelineWithStatuses, statusOf } from "./pipeline.ts";

export function updateStatus(
  call: Call,
  change: InputOf<typeof contract.updateStatus>,
): Promise<contract.Status> {
  const { db, desk } = call;
  const { pipelineId, statusId, position, requiredProperties } = change;
  return db.transaction().execute(async (tx) => {
    const { statuses } = await lockPipeline(tx, desk.id, pipelineId);
    const now = statusOf({ statuses }, statusId);
    const { name = now.name, color = now.color, kind = now.kind, forNew = now.forNew } = change;
    refuseTaken(statuses, name, statusId);
    if (kind !== now.kind) refuseLastOfKind(statuses, now);
    await refuseUnknown(tx, desk.id, requiredProperties ?? []);
    const required = [...new Set(requiredProperties ?? now.requiredProperties)];
    await tx
      .updateTable("statuses")
      .set({ name, color, kind, for_new: forNew, required_properties: required })
      .where("desk_id", "=", desk.id)
      .where("id", "=", statusId)
      .execute();
    if (position !== undefined)
      await placeStatuses(tx, desk.id, movedTo(statuses, statusId, position));
    await pipelineChanged(tx, call, pipelineId, kind === now.kind ? [] : ["kind"]);
    const changed = statusOf(await pipelineWithStatuses(tx, desk.id, pipelineId), statusId);
    const facts = { before: statusFacts(now), after: statusFacts(changed) };
    await audit(tx, call, { kind: "status.changed", subject: changed, ...facts });
    return changed;
  });
}

/** @throws Refusal status_needed */
export function refuseLastOfKind(statuses: readonly contract.Status[], status: contract.Status) {
  const left = statuses.filter(({ id, kind }) => id !== status.id && kind === status.kind);
  if (left.length === 0) throw refuse("status_needed");
}

async function refuseUnknown(tx: Tx, deskId: string, names: readonly string[]) {
  const unknown = await unknownProperties(tx, deskId, names);
  if (unknown.length > 0) throw refuse("property_unknown", { unknown });
}
