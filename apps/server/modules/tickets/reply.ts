/**
 * Replying: an agent answers the customer, and may set the status in the same step.
 *
 * The message, the ticket's new state, the history and the announcement are one transaction. A reply that the agent
 * can see is a reply that will be sent; a status that was chosen with it never stands without the mail.
 */
import type { Message } from "#contract/messages.ts";
import type { Reply } from "#contract/replies.ts";
import { keepValues } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { lockTicket } from "./access.ts";
import { afterReply, type After } from "./after.ts";
import { removeSentDraft } from "./draft.ts";
import { record } from "./history.ts";
import { messageAnswer } from "./message.ts";
import { addParticipants } from "./participants.ts";
import { earlierAnswer, hashOf, writingOnce } from "./repeat.ts";
import { keepSent } from "./sent.ts";
import { unbinAnswered } from "./spam.ts";
import { refuseIfMerged, refuseIfOutdated } from "./stale.ts";
import { formerPlace, momentOn, type Ticket } from "./ticket.ts";
import { keepBefore } from "./undo-state.ts";
import { placeOf } from "./values.ts";
import { mailParts, type OutgoingMail, writeMail } from "./write-mail.ts";

export function replyToTicket(call: Call, reply: Reply): Promise<Message> {
  const { db, agent, now } = call;
  const hash = hashOf(agent.id, reply);
  const write = () =>
    db.transaction().execute(async (tx) => {
      await unbinAnswered(tx, call, reply.number);
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
      await keepValues(tx, placeOf(ticket), after.values);
      await record(tx, ticket, at, after.steps);
      await removeSentDraft(tx, agent, ticket, "reply", reply);
      await announce(tx, call, ticket, reply.id, after);
      return messageAnswer(tx, ticket, reply.id, now);
    });
  return writingOnce(write, "messages_pkey");
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
  const seen = { added, seenMessageId: reply.seenMessageId };
  await keepSent(tx, { agent, now }, ticket, {
    ...{ id: reply.id, at, mail, hash },
    before: keepBefore(ticket, after, seen),
    about: { reply_to_message_id: mail.targetId },
  });
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
