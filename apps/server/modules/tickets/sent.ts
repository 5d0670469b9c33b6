/** What we write to somebody outside, kept until it leaves. */
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { keepAttachments } from "./incoming.ts";
import type { OutgoingMail } from "./write-mail.ts";
import type { Ticket } from "./ticket.ts";
import type { keepBefore } from "./undo-state.ts";

/** Seconds in which a person may take a mail back; programs mean what they send. */
const undoSeconds = 10;

type Sent = {
  id: string;
  at: Date;
  mail: Omit<OutgoingMail, "targetId">;
  hash: Buffer;
  before: ReturnType<typeof keepBefore>;
  /** The message that it answers or passes on. */
  about: { reply_to_message_id: string | null } | { forwarded_message_id: string };
};

export async function keepSent(
  tx: Tx,
  { agent, now }: Pick<Call, "agent" | "now">,
  ticket: Ticket,
  { id, at, mail, hash, before, about }: Sent,
): Promise<void> {
  await tx
    .insertInto("messages")
    .values({
      desk_id: ticket.desk_id,
      id,
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
      ...about,
      sent_hash: hash,
      before,
      written_at: at,
    })
    .execute();
  await keepAttachments(tx, ticket, id, mail.files);
}

function sendAtOf({ sessionId }: Pick<Agent, "sessionId">, now: Date): Date {
  return new Date(now.getTime() + (sessionId ? undoSeconds * 1000 : 0));
}
