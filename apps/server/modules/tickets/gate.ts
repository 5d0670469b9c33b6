/** What stands between a ticket and a status, and the explicit way around it for those who may. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { maySet } from "#modules/people";
import { firstOpen, whyNotBegin, whyNotMove } from "#modules/pipelines";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import type { Step } from "./history.ts";
import type { Ticket } from "./ticket.ts";

export type Overridden = Omit<Step, "by" | "cause">;

/**
 * Throws the first of what stands in the way. With `override` all of it is written into the history instead, one line
 * each; nothing is written where nothing stood in the way.
 * @throws Refusal override_forbidden
 */
export function pass(
  agent: Agent,
  { override = false }: { override?: boolean | undefined },
  status: Status,
  inTheWay: readonly (Refusal | null)[],
): Overridden[] {
  const standing = inTheWay.filter((no) => no !== null);
  const [first] = standing;
  if (!first) return [];
  if (!override) throw first;
  if (!maySet(agent)) throw refuse("override_forbidden");
  return standing.map(({ code }) => ({ what: "rule_overridden", property: code, to: status.id }));
}

/** Why somebody may not put the ticket there; null when they may. A ticket that comes back goes on from where it left. */
export async function whyNotThere(
  tx: Tx,
  ticket: Ticket,
  pipeline: Pipeline,
  status: Status,
): Promise<Refusal | null> {
  if (pipeline.id === ticket.pipeline_id) return whyNotMove(pipeline, ticket.status_id, status);
  const left = await leftFrom(tx, ticket, pipeline);
  return left ? whyNotMove(pipeline, left.id, status) : whyNotBegin(pipeline, status);
}

/** Where a ticket stands that is put into this pipeline without more: where it left it, else where tickets begin. */
export async function placeIn(tx: Tx, ticket: Ticket, pipeline: Pipeline): Promise<Status> {
  return (await leftFrom(tx, ticket, pipeline)) ?? beginningOf(pipeline);
}

function beginningOf(pipeline: Pipeline): Status {
  const allowed = pipeline.statuses.find(
    (status) => status.kind === "open" && whyNotBegin(pipeline, status) === null,
  );
  return allowed ?? firstOpen(pipeline);
}

/** The status of this pipeline that the ticket was in at last; null when it never was, or that one is gone. */
async function leftFrom(tx: Tx, ticket: Ticket, { statuses }: Pipeline): Promise<Status | null> {
  const step = await tx
    .selectFrom("activities")
    .select("from_value")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("what", "=", "status_changed")
    .where(
      "from_value",
      "in",
      statuses.map(({ id }) => id),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return statuses.find(({ id }) => id === step?.from_value) ?? null;
}
