/** What a reply does to its ticket beside being there: status, owner, properties, newest message. */
import type { Reply } from "#contract/tickets.ts";
import { pipelineWithStatuses, statusAfterReply, statusOf } from "#modules/pipelines";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { byAgent, causeOf, type Step } from "./history.ts";
import { changedProperties, propertySteps, refuseMissing } from "./properties.ts";
import type { OutgoingMail } from "./reply.ts";
import { previewOf, statusColumns, type Ticket } from "./ticket.ts";

export type After = Awaited<ReturnType<typeof afterReply>>;

/** @throws Refusal status_not_in_pipeline, properties_required */
export async function afterReply(
  tx: Tx,
  { agent }: Call,
  ticket: Ticket,
  reply: Reply,
  { at, mail, added }: { at: Date; mail: OutgoingMail; added: readonly string[] },
) {
  const by = byAgent(agent);
  const properties = changedProperties(ticket, reply.properties ?? {});
  const move = await moveTo(tx, ticket, reply);
  if (move.moves) refuseMissing(move.status, ticket, properties);
  const ownerChanged = ticket.owner_user_id === null && ticket.owner_team_id === null;
  const messageId = reply.id;
  const steps: Step[] = [
    { what: "replied", cause: causeOf(agent), by, messageId },
    ...(ownerChanged ? [tookOwnership(agent.id, messageId)] : []),
    ...propertySteps(ticket, properties, by, causeOf(agent)),
    ...(move.moves ? [{ ...move.step, by, messageId }] : []),
  ];
  return {
    steps,
    ownerChanged,
    /** Of words by which the ticket is found. */
    changed: [...Object.keys(properties), ...(added.length > 0 ? ["participants"] : [])],
    columns: {
      ...properties,
      ...(move.moves ? statusColumns(ticket, move.status, at) : {}),
      ...(ownerChanged ? { owner_user_id: agent.id } : {}),
      ...(ticket.first_replied_at ? {} : { first_replied_at: at }),
      ...(ticket.channel_id ? {} : { channel_id: mail.channelId }),
      newest_message_id: messageId,
      newest_message_at: at,
      newest_direction: "outgoing" as const,
      preview: previewOf(mail.text),
      active_at: at,
    },
  };
}

async function moveTo(tx: Tx, ticket: Ticket, reply: Reply) {
  const pipeline = await pipelineWithStatuses(tx, ticket.desk_id, ticket.pipeline_id);
  const { statusId, cause } = statusAfterReply({
    chosen: reply.statusId ? statusOf(pipeline, reply.statusId).id : null,
    automation: pipeline.statusOnReplyId,
    current: ticket.status_id,
  });
  const status = statusOf(pipeline, statusId);
  const moves = statusId !== ticket.status_id;
  const step = {
    what: "status_changed" as const,
    cause: cause ?? ("chosen_with_reply" as const),
    from: ticket.status_id,
    to: statusId,
  };
  return { status, moves, step };
}

function tookOwnership(userId: string, messageId: string): Step {
  return {
    what: "owner_changed",
    cause: "answering_takes_ownership",
    by: { type: "user", id: userId },
    from: null,
    to: userId,
    messageId,
  };
}
