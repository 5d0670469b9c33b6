/** The mail that a reply becomes. */
import { answerSubject } from "#contract/answering.ts";
import type { Reply } from "#contract/replies.ts";
import { domainOf } from "#mail/address.ts";
import { makeMessageId } from "#mail/compose.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { filesOf, isEmpty, letterOf } from "./letter.ts";
import { channelFor, fromName, recipientsFor, targetOf } from "./recipients.ts";
import type { Ticket } from "./ticket.ts";

export type OutgoingMail = Awaited<ReturnType<typeof writeMail>>;

/**
 * Who, from where, what: everything about the mail that is fixed now and never again.
 * @throws Refusal reply_empty, and those of its channel, recipients and files
 */
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
    messageId: makeMessageId(domainOf(channel.address)),
  };
}

export function mailParts({ to, cc }: Pick<OutgoingMail, "to" | "cc">) {
  return [
    ...to.map((box) => ({ ...box, role: "to" as const })),
    ...cc.map((box) => ({ ...box, role: "cc" as const })),
  ];
}
