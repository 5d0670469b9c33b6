/** A status that became one of the other kind: its tickets close, or open again. */
import type { StatusKind } from "#contract/pipelines.ts";
import { holdPipeline, pipelinesOf } from "#modules/pipelines";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { atOnce, carry } from "./carry.ts";
import type { By } from "./history.ts";
import type { Ticket } from "./ticket.ts";

export async function followLater(tx: Tx, { deskId, ids, byUserId, changed }: Happening) {
  const { pipelineId } = ids;
  if (pipelineId && changed?.includes("kind"))
    await addJob(tx, "tickets.followKind", { deskId, pipelineId, byUserId: byUserId ?? "" });
}

/** Each step is committed; those that follow already are not found again. */
export async function followKind(work: Work, pipelineId: string, byUserId: string | null) {
  const by: By = byUserId ? { type: "user", id: byUserId } : { type: "system", id: null };
  for (let carried = atOnce; carried === atOnce;)
    carried = await work.db.transaction().execute((tx) => followSome(tx, work, pipelineId, by));
}

async function followSome(tx: Tx, { deskId, now }: Work, pipelineId: string, by: By) {
  const tickets = await nextOf(tx, deskId, pipelineId);
  if (tickets.length === 0) return 0;
  const pipeline = await holdPipeline(tx, deskId, pipelineId);
  for (const ticket of tickets) {
    const status = pipeline.statuses.find(({ id }) => id === ticket.status_id);
    const turned = status && (status.kind === "open") !== ticket.open;
    if (turned)
      await carry(tx, ticket, { status, pipeline }, { by, cause: "status_kind_changed", now });
  }
  return tickets.length;
}

/** Tickets that are open in a closed status, or the other way round. */
async function nextOf(tx: Tx, deskId: string, pipelineId: string): Promise<Ticket[]> {
  const pipeline = (await pipelinesOf(tx, deskId)).find(({ id }) => id === pipelineId);
  if (!pipeline) return [];
  const ofKind = (kind: StatusKind) =>
    pipeline.statuses.filter((status) => status.kind === kind).map(({ id }) => id);
  return tx
    .selectFrom("tickets")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where((eb) =>
      eb.or([
        eb.and([eb("status_id", "in", ofKind("closed")), eb("open", "=", true)]),
        eb.and([eb("status_id", "in", ofKind("open")), eb("open", "=", false)]),
      ]),
    )
    .orderBy("id")
    .limit(atOnce)
    .forNoKeyUpdate()
    .execute();
}
