/** An answer that nobody wrote: it stands in the conversation, and changes nothing of the ticket. */
import type { Mailbox } from "#contract/common.ts";
import { textToHtml } from "#mail/sanitize.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";

export type Automatic = {
  deskId: string;
  ticketId: string;
  channelId: string;
  from: Mailbox;
  to: Mailbox;
  subject: string;
  text: string;
  messageIdHeader: string;
  /** The message that it answers. */
  answersId: string;
  now: Date;
};

export async function writeAutomatic(tx: Tx, answer: Automatic): Promise<{ id: string }> {
  const { deskId, ticketId, from, to, text, now } = answer;
  // Below what it answers, which came in this very moment.
  const at = new Date(now.getTime() + 1);
  const id = newId(at.getTime());
  await tx
    .insertInto("messages")
    .values({
      desk_id: deskId,
      id,
      ticket_id: ticketId,
      kind: "message",
      direction: "outgoing",
      automatic: true,
      channel_id: answer.channelId,
      from_name: from.name,
      from_address: from.address,
      to_addresses: JSON.stringify([to]),
      subject: answer.subject,
      text,
      html: textToHtml(text),
      delivery: "queued",
      send_at: now,
      message_id: answer.messageIdHeader,
      reply_to_message_id: answer.answersId,
      written_at: at,
    })
    .execute();
  await tx
    .updateTable("tickets")
    .set({ updated_at: at })
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .execute();
  return { id };
}
