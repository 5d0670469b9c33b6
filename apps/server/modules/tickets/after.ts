/** What a reply does to its ticket beside being there: status, owner, properties, newest message. */
import type { Reply } from "#contract/replies.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { byAgent, causeOf, type Step } from "./history.ts";
import { moveByReply } from "./move.ts";
import { takenBy } from "./owner.ts";
import { changedProperties, propertySteps } from "./properties.ts";
import type { OutgoingMail } from "./write-mail.ts";
import { previewOf, type Ticket } from "./ticket.ts";
import { ownValues, refuseUnmet, splitProperties, touchedBy, valueSteps } from "./values.ts";

export type After = Awaited<ReturnType<typeof afterReply>>;

/** @throws Refusal status_not_in_pipeline, properties_required, status_skipped, status_behind, override_forbidden */
export async function afterReply(
  tx: Tx,
  { agent }: Call,
  ticket: Ticket,
  reply: Reply,
  { at, mail, added }: { at: Date; mail: OutgoingMail; added: readonly string[] },
) {
  const by = byAgent(agent);
  const { builtIn, own } = splitProperties(reply);
  const properties = changedProperties(ticket, builtIn);
  const values = await ownValues(tx, ticket, own, { userId: agent.id, now: at });
  const known = { ...properties, ...values.after };
  const move = await moveByReply(tx, agent, ticket, reply, { properties: known, at });
  const touched = touchedBy(properties, values);
  const statusId = move.columns.status_id ?? ticket.status_id;
  await refuseUnmet(tx, ticket, { columns: properties, values, statusId }, touched);
  const ownerChanged = ticket.owner_user_id === null && ticket.owner_team_id === null;
  const messageId = reply.id;
  const steps: Step[] = [
    { what: "replied", cause: causeOf(agent), by, messageId },
    ...(ownerChanged ? [tookOwnership(agent.id, messageId)] : []),
    ...propertySteps(ticket, properties, by, causeOf(agent)),
    ...valueSteps(values.changes, by, causeOf(agent)),
    ...move.steps,
  ];
  return {
    steps,
    values: values.changes,
    ownerChanged,
    /** Of words by which the ticket is found. */
    changed: [...touched, ...(added.length > 0 ? ["participants"] : [])],
    columns: {
      ...properties,
      ...move.columns,
      ...(ownerChanged ? takenBy(agent) : {}),
      ...(ticket.first_replied_at ? {} : { first_replied_at: at }),
      ...(ticket.channel_id ? {} : { channel_id: mail.channelId }),
      ...newestColumns(messageId, mail, at),
    },
  };
}

function newestColumns(messageId: string, mail: OutgoingMail, at: Date) {
  return {
    newest_message_id: messageId,
    newest_message_at: at,
    newest_direction: "outgoing" as const,
    preview: previewOf(mail.text),
    active_at: at,
  };
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
