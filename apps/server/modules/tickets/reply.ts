/**
 * Replying: an agent answers the customer, and may set the status in the same step.
 *
 * The message, the ticket's new state, the history and the announcement are one transaction. A reply that the agent
 * can see is a reply that will be sent; a status that was chosen with it never stands without the mail.
 */
import { answerSubject } from "#contract/answering.ts";
import type { Message, Reply } from "#contract/tickets.ts";
import { makeMessageId } from "#mail/compose.ts";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import { afterReply, type After } from "./after.ts";
import { removeSentDraft } from "./draft.ts";
import { record } from "./history.ts";
import { keepAttachments } from "./incoming.ts";
import { filesOf, isEmpty, letterOf } from "./letter.ts";
import { messageAnswer } from "./message.ts";
import { addParticipants } from "./participants.ts";
import { channelFor, fromName, recipientsFor, targetOf } from "./recipients.ts";
import { earlierAnswer, hashOf, writingOnce } from "./repeat.ts";
import { refuseIfMerged, refuseIfOutdated } from "./stale.ts";
import { formerPlace, momentOn, type Ticket } from "./ticket.ts";
import { keepBefore } from "./undo-state.ts";

export function replyToTicket(call: Call, reply: Reply): Promise<Message> {
  const { db, agent, now } = call;
  const hash = hashOf(agent.id, reply);
  const write = () =>
    db.transaction().execute(async (tx) => {
      const ticket = await lockTicket(tx, agent, reply.number, "edit");

      const earlier = await earlierAnswer(tx, ticket, { id: reply.id, hash, now });
      if (earlier) return earlier;

      refuseIfMerged(ticket);
      await refuseIfOutdated(tx, ticket, reply.seenMessageId);

      const at = momentOn(ticket, now);
      const mail = await writeMail(tx, call, ticket, reply);
      const added = await addParticipants(tx, ticket, mailParts(mail), at);
      const after = await afterReply(tx, call, ticket, reply, { at, mail, added });
      await keepMessage(tx, call, ticket, reply, { at, mail, hash, after, added });
      await changeTicket(tx, ticket, after, at);
      await record(tx, ticket, at, after.steps);
      await removeSentDraft(tx, agent, ticket, "reply", reply);
      await announce(tx, call, ticket, reply.id, after);
      return messageAnswer(tx, ticket, reply.id, now);
    });
  return writingOnce(write, "messages_pkey");
}

export type OutgoingMail = Awaited<ReturnType<typeof writeMail>>;

/** Who, from where, what: everything about the mail that is fixed now and never again. */
export async function writeMail(tx: Tx, call: Call, ticket: Ticket, reply: Reply) {
  const [letter, attachmentIds] = [letterOf(reply), reply.attachmentIds ?? []];
  if (isEmpty(letter, attachmentIds)) throw refuse("reply_empty");
  const target = await targetOf(tx, ticket, reply.replyToMessageId);
  const channel = await channelFor(tx, call.agent, ticket, target, reply.fromChannelId);
  const recipients = await recipientsFor(tx, ticket, target, reply);
  const files = await filesOf(tx, call, letter, attachmentIds);
  return {
    ...letter,
    ...recipients,
    files,
    channelId: channel.id,
    from: { name: fromName(call, channel), address: channel.address },
    subject: reply.subject ?? answerSubject(target, ticket.name),
    targetId: target?.id ?? null,
    messageId: makeMessageId(channel.address.slice(channel.address.lastIndexOf("@") + 1)),
  };
}

/** Seconds in which a person may take a reply back; programs mean what they send. */
const undoSeconds = 10;

export function sendAtOf({ sessionId }: Pick<Agent, "sessionId">, now: Date): Date {
  return new Date(now.getTime() + (sessionId ? undoSeconds * 1000 : 0));
}

type Made = {
  at: Date;
  mail: OutgoingMail;
  hash: Buffer;
  after: Pick<After, "columns">;
  added: string[];
};

export async function keepMessage(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  reply: Reply,
  { at, mail, hash, after, added }: Made,
) {
  await tx
    .insertInto("messages")
    .values({
      desk_id: ticket.desk_id,
      id: reply.id,
      ticket_id: ticket.id,
      kind: "message",
      direction: "outgoing",
      channel_id: mail.channelId,
      author_user_id: agent.id,
      from_name: mail.from.name,
      from_address: mail.from.address,
      to_addresses: JSON.stringify(mail.to),
      cc_addresses: JSON.stringify(mail.cc),
      bcc_addresses: JSON.stringify(mail.bcc),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      delivery: "queued",
      send_at: sendAtOf(agent, now),
      message_id: mail.messageId,
      reply_to_message_id: mail.targetId,
      sent_hash: hash,
      before: keepBefore(ticket, after.columns, { added, seenMessageId: reply.seenMessageId }),
      written_at: at,
    })
    .execute();
  await keepAttachments(tx, ticket, reply.id, mail.files);
}

export function mailParts({ to, cc }: OutgoingMail) {
  return [
    ...to.map((box) => ({ ...box, role: "to" as const })),
    ...cc.map((box) => ({ ...box, role: "cc" as const })),
  ];
}

function changeTicket(tx: Tx, ticket: Ticket, { columns }: After, at: Date) {
  return tx
    .updateTable("tickets")
    .set({ ...columns, updated_at: at })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
}

function announce(tx: Tx, { agent, now }: Call, ticket: Ticket, messageId: string, after: After) {
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
  return publish(tx, {
    type: "ticket.replied",
    deskId: ticket.desk_id,
    at: now,
    ids: { ...ids, ...(after.ownerChanged ? formerPlace(ticket) : {}) },
    byUserId: agent.id,
    changed: after.changed,
  });
}
