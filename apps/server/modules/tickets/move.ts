/** Where a reply takes its ticket: what was chosen beside Send, else what the pipeline does by itself. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import type { Reply } from "#contract/replies.ts";
import { holdPipeline, statusAfterReply, statusOf, whyNotMove } from "#modules/pipelines";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { pass } from "./gate.ts";
import { byAgent, causeOf, type Step } from "./history.ts";
import { whyMissing } from "./properties.ts";
import { statusColumns, type Ticket } from "./ticket.ts";

type Made = { properties: Readonly<Record<string, unknown>>; at: Date };

/** @throws Refusal status_not_in_pipeline, properties_required, status_skipped, status_behind, override_forbidden */
export async function moveByReply(
  tx: Tx,
  agent: Agent,
  ticket: Ticket,
  reply: Reply,
  { properties, at }: Made,
): Promise<{ columns: Partial<Ticket>; steps: Step[] }> {
  const pipeline = await holdPipeline(tx, ticket.desk_id, ticket.pipeline_id);
  const { status, step } = destination(pipeline, ticket, reply);
  const who = { by: byAgent(agent), messageId: reply.id };
  const said = step ? [{ ...step, ...who }] : [];
  if (!status) return { columns: {}, steps: said };
  const overridden = pass(agent, reply, status, [
    // The rules speak to whoever chose the status; an automation may do what it was set up for.
    reply.statusId === undefined ? null : whyNotMove(pipeline, ticket.status_id, status),
    whyMissing(status, ticket, properties),
  ]);
  return {
    columns: statusColumns(ticket, { status, pipeline }, at),
    steps: [...overridden.map((one) => ({ ...one, ...who, cause: causeOf(agent) })), ...said],
  };
}

type Destination = { status: Status | null; step: Omit<Step, "by"> | null };

/** A status that was chosen to stay is written down where an automation would have changed it. */
function destination(pipeline: Pipeline, ticket: Ticket, reply: Reply): Destination {
  const { status_id: from } = ticket;
  const { statusId: to, cause } = statusAfterReply({
    chosen: reply.statusId ? statusOf(pipeline, reply.statusId).id : null,
    automation: pipeline.statusOnReplyId,
    current: from,
  });
  if (cause === null) return { status: null, step: null };
  if (to !== from)
    return { status: statusOf(pipeline, to), step: { what: "status_changed", cause, from, to } };
  const kept = cause === "chosen_status_won";
  return { status: null, step: kept ? { what: "status_kept", cause, to } : null };
}
