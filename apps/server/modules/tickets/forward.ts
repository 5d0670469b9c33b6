/**
 * Forwarding: one message goes on to somebody outside, with a word of ours above it.
 *
 * It answers nobody, so status, owner and the time of the first reply stay. Whoever it goes to takes part from now on:
 * their answer comes back to this ticket, and no reply to the customer goes to them.
 */
import { forwardSubject } from "#contract/answering.ts";
import type { Forward } from "#contract/replies.ts";
import type { Message } from "#contract/messages.ts";
import { domainOf } from "#mail/address.ts";
import { makeMessageId } from "#mail/compose.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket, messageOn } from "./access.ts";
import { removeSentDraft } from "./draft.ts";
import { chosenParts } from "./forwarded.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { filesOf, letterOf } from "./letter.ts";
import { messageAnswer } from "./message.ts";
import { addParticipants } from "./participants.ts";
import { channelFor, fromName, recipientsFor } from "./recipients.ts";
import { earlierAnswer, hashOf, writingOnce } from "./repeat.ts";
import { mailParts } from "./write-mail.ts";
import { keepSent } from "./sent.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, previewOf, type Ticket } from "./ticket.ts";
import { keepBefore } from "./undo-state.ts";

export function forwardMessage(call: Call, forward: Forward): Promise<Message> {
  const { db, agent, now } = call;
  const hash = hashOf(agent.id, forward);
  const write = () =>
    db.transaction().execute(async (tx) => {
      const ticket = await lockTicket(tx, agent, forward.number, "edit");
      const earlier = await earlierAnswer(tx, ticket, { id: forward.id, hash, now });
      if (earlier) return earlier;
      refuseIfMerged(ticket);
      const at = momentOn(ticket, now);
      const mail = await writeMail(tx, call, ticket, forward);
      const added = await addParticipants(tx, ticket, mailParts(mail), at);
      await keepMessage(tx, call, ticket, forward, { at, mail, hash, added });
      const step = { by: byAgent(agent), messageId: forward.id, to: mail.to[0]?.address ?? null };
      await record(tx, ticket, at, [{ what: "forwarded", cause: causeOf(agent), ...step }]);
      await removeSentDraft(tx, agent, ticket, "forward", forward);
      await announce(tx, call, ticket, forward.id, added);
      return messageAnswer(tx, ticket, forward.id, now);
    });
  return writingOnce(write, "messages_pkey");
}

type Mail = Awaited<ReturnType<typeof writeMail>>;

/** @throws Refusal message_not_found for what is no mail: a comment never leaves */
async function writeMail(tx: Tx, call: Call, ticket: Ticket, forward: Forward) {
  const source = await messageOn(tx, ticket, forward.messageId);
  if (source?.kind !== "message") throw refuse("message_not_found");
  const channel = await channelFor(tx, call.agent, ticket, source, forward.fromChannelId);
  const recipients = await recipientsFor(tx, ticket, source, forward);
  const letter = letterOf(forward);
  const { parts, uploads } = await chosenParts(tx, source, forward.attachmentIds ?? []);
  return {
    ...letter,
    ...recipients,
    files: [...parts, ...(await filesOf(tx, call, letter, uploads))],
    channelId: channel.id,
    from: { name: fromName(call, channel), address: channel.address },
    subject: forward.subject ?? forwardSubject(source, ticket.name),
    messageId: makeMessageId(domainOf(channel.address)),
  };
}

async function keepMessage(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  forward: Forward,
  made: { at: Date; mail: Mail; hash: Buffer; added: string[] },
) {
  const { at, mail, hash, added } = made;
  const newest = {
    newest_message_id: forward.id,
    newest_message_at: at,
    newest_direction: "outgoing" as const,
    preview: previewOf(mail.text) || mail.subject,
    active_at: at,
  };
  await keepSent(tx, { agent, now }, ticket, {
    ...{ id: forward.id, at, mail, hash },
    before: keepBefore(ticket, { columns: newest }, { added, seenMessageId: null }),
    about: { forwarded_message_id: forward.messageId },
  });
  await tx
    .updateTable("tickets")
    .set({ ...newest, updated_at: at })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
}

function announce(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  messageId: string,
  added: string[],
) {
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
  const changed = added.length > 0 ? ["participants"] : [];
  const { desk_id: deskId } = ticket;
  return publish(tx, {
    type: "ticket.forwarded",
    deskId,
    at: now,
    ids,
    byUserId: agent.id,
    changed,
  });
}
