/** The outbox preview: without an outgoing server, mail that would leave is kept here, to be read and answered. */
import type { ComposedMail } from "#mail/compose.ts";
import { parseMail } from "#mail/parse.ts";
import { sanitizeMail } from "#mail/sanitize.ts";
import { type Outgoing, settleDelivery } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";

export type Filled = {
  deskId: string;
  mail: ComposedMail;
  messageId: string;
  /** The ticket and the message that it answers; null for mail of the desk itself. */
  ticket: { id: string; number: number; messageRowId: string } | null;
  now: Date;
};

/** Puts a mail into the preview, once, however often it is sent. */
export async function fillOutbox(tx: Tx, filled: Filled): Promise<void> {
  const { deskId, mail, messageId, ticket, now } = filled;
  const id = newId(now.getTime());
  const added = await tx
    .insertInto("outbox")
    .values({
      desk_id: deskId,
      id,
      at: now,
      ...(await shownOf(mail)),
      receivers: mail.envelope.to.map((address) => address.toLowerCase()).toSorted(),
      message_id: messageId,
      raw: mail.raw,
      ticket_id: ticket?.id ?? null,
      message_row_id: ticket?.messageRowId ?? null,
    })
    .onConflict((conflict) => conflict.columns(["desk_id", "message_id", "receivers"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!added) return;
  const ids = {
    outboxId: id,
    ...(ticket ? { ticketId: ticket.id, ticketNumber: ticket.number } : {}),
  };
  await publish(tx, { type: "outbox.filled", deskId, at: now, ids, byUserId: null });
}

/** A reply has left, as far as it ever will. */
export function previewReply(
  { db, deskId, now }: Work,
  reply: Outgoing,
  mail: ComposedMail,
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { id: messageRowId, ticketId, ticketNumber, messageId } = reply;
    const ticket = { id: ticketId, number: ticketNumber, messageRowId };
    await fillOutbox(tx, { deskId, mail, messageId, ticket, now });
    const sent = { delivery: "sent", error: null, cause: "delivery_tried", now } as const;
    await settleDelivery(tx, deskId, messageRowId, sent);
  });
}

/** Read back from the bytes, so that the preview shows what would have left and not what was meant. */
async function shownOf({ raw }: ComposedMail) {
  const mail = await parseMail(raw);
  const html = mail.html ?? "";
  const files = mail.attachments.map(({ name, type, size }) => ({ name, type, size }));
  return {
    from_box: JSON.stringify(mail.from ?? { name: "", address: "" }),
    to_boxes: JSON.stringify(mail.to),
    cc_boxes: JSON.stringify(mail.cc),
    subject: mail.subject,
    html: sanitizeMail(html, { cidUrl: (cid) => `cid:${cid}`, remoteImages: "allow" }).html,
    text: mail.text,
    attachments: JSON.stringify(files),
  };
}
