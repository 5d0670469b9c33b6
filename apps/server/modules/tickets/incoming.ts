/** The message row of a mail that arrived, with its attachments. */
import type { Mailbox, Source } from "#contract/common.ts";
import type { HintReason } from "#contract/tickets.ts";
import type { Trust, Verdict } from "#contract/trust.ts";
import { contactForAddress, contactOfEmail, type Found } from "#modules/contacts";
import { isAddress } from "#mail/address.ts";
import { textToHtml } from "#mail/sanitize.ts";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { addParticipants } from "./participants.ts";
import type { Ticket } from "./ticket.ts";

/** A mail as it was read. */
export type Incoming = {
  deskId: string;
  now: Date;
  /** From before the channel was connected: joins or opens tickets, but reopens nothing and moves no status. */
  quiet: boolean;
  /** A ticket that it opens is closed from the start: history that nobody has to answer. */
  closed: boolean;
  /** Null when its channel has been disconnected. */
  channelId: string | null;
  /** Days within which an answer reopens a closed ticket, where its pipeline does not say. */
  reopenDays: number;
  /** The ticket it belongs to; null opens a new one. */
  ticketId: string | null;
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  text: string;
  /** Sanitised. */
  html: string | null;
  /** Only where quoted history was folded. */
  visibleText: string | null;
  visibleHtml: string | null;
  blockedImages: number;
  sanitizerVersion: number | null;
  messageIdHeader: string | null;
  attachments: { fileId: string; name: string; contentId: string | null; inline: boolean }[];
  mailId: string | null;
  /** Written by a machine: never reopens, never counts as the customer's answer. */
  automatic: boolean;
  /** A report on our own mail (bounce, vacation): it hangs on the ticket and changes nothing of it. */
  notice: boolean;
  verified: Verdict | null;
  /** What else was found out about its sender; a risky mail moves nothing. */
  trust?: Trust | null;
  truncated: string | null;
  writtenAt: Date;
  hints: Hint[];
  /** It answers a mail of ours: a ticket that was called spam is none then. */
  fromSpam?: boolean;
  source: Source;
  /** The colleague who answered from outside: it is the team's reply. */
  answeredBy?: Agent;
  /** The colleague who passed it on, and what they wrote above it. */
  forwardedBy?: { agent: Agent; note: string };
};

export type Hint = { ticketId: string; reason: HintReason };

export type Kept = { id: string; at: Date; contact: Found | null };

/** The row, its attachments and hints. */
export async function keepIncoming(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  mail: Incoming,
  message: Kept,
): Promise<void> {
  await tx
    .insertInto("messages")
    .values(toRow(ticket, mail, message))
    .execute();
  await keepAttachments(tx, ticket, message.id, mail.attachments);
  await keepHints(tx, ticket, mail);
  if (mail.forwardedBy?.note) await keepNote(tx, ticket, mail.forwardedBy, message);
}

/** What a colleague wrote above a mail that they passed on was meant for the house. */
async function keepNote(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  { agent, note }: NonNullable<Incoming["forwardedBy"]>,
  { at }: Kept,
) {
  // After the mail, so that it is read below it.
  const later = new Date(at.getTime() + 1);
  await tx
    .insertInto("messages")
    .values({
      desk_id: ticket.desk_id,
      id: newId(later.getTime()),
      ticket_id: ticket.id,
      kind: "comment",
      author_user_id: agent.id,
      text: note,
      html: textToHtml(note),
      written_at: later,
    })
    .execute();
}

/** The people on a mail that joins. */
export async function joinPeople(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  mail: Incoming,
): Promise<void> {
  if (!isNotice(mail) && !isRisky(mail)) await addParticipants(tx, ticket, partsOf(mail), mail.now);
}

/** Perhaps somebody else than it says: it is kept and shown, and moves nothing. */
export function isRisky({ trust }: Pick<Incoming, "trust">): boolean {
  return trust?.risky === true;
}

/** The contact of the sender, made when it is new; null for mail without a usable sender. */
export async function senderOf(tx: Tx, mail: Incoming): Promise<Found | null> {
  const { deskId, from, now } = mail;
  if (!isAddress(from.address)) return null;
  if (!isNotice(mail)) return contactForAddress(tx, deskId, from, now);
  const known = await contactOfEmail(tx, deskId, from.address);
  return known && { ...known, created: false };
}

/** A machine that reports on a conversation takes no part in it: nobody answers a mail server. */
function isNotice({ automatic, ticketId }: Incoming): boolean {
  return automatic && ticketId !== null;
}

export async function keepAttachments(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  messageId: string,
  attachments: Incoming["attachments"],
  /** How many it has already. */
  before = 0,
): Promise<void> {
  if (attachments.length === 0) return;
  await tx
    .insertInto("attachments")
    .values(
      attachments.map(({ fileId, name, contentId, inline }, position) => ({
        desk_id: ticket.desk_id,
        message_id: messageId,
        file_id: fileId,
        ticket_id: ticket.id,
        position: before + position,
        name,
        content_id: contentId,
        inline,
      })),
    )
    .execute();
}

async function keepHints(tx: Tx, ticket: Pick<Ticket, "desk_id" | "id">, mail: Incoming) {
  const hints = mail.hints.filter(({ ticketId }) => ticketId !== ticket.id);
  if (hints.length === 0) return;
  await tx
    .insertInto("ticket_hints")
    .values(
      hints.map(({ ticketId, reason }) => ({
        desk_id: ticket.desk_id,
        ticket_id: ticket.id,
        other_ticket_id: ticketId,
        reason,
        created_at: mail.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whom a risky mail names is not brought in by it. */
export function partsOf(mail: Incoming) {
  const from = { ...mail.from, role: "from" as const };
  if (isRisky(mail)) return [from];
  const { to, cc } = mail;
  return [
    from,
    ...to.map((box) => ({ ...box, role: "to" as const })),
    ...cc.map((box) => ({ ...box, role: "cc" as const })),
  ];
}

function toRow(ticket: Pick<Ticket, "desk_id" | "id">, mail: Incoming, { id, at, contact }: Kept) {
  return {
    desk_id: ticket.desk_id,
    id,
    ticket_id: ticket.id,
    kind: "message" as const,
    direction: mail.answeredBy ? ("outgoing" as const) : ("incoming" as const),
    channel_id: mail.channelId,
    author_user_id: mail.answeredBy?.id ?? null,
    forwarded_by_user_id: mail.forwardedBy?.agent.id ?? null,
    author_contact_id: contact?.id ?? null,
    from_name: mail.from.name,
    from_address: mail.from.address,
    to_addresses: JSON.stringify(mail.to),
    cc_addresses: JSON.stringify(mail.cc),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    visible_text: mail.visibleText,
    visible_html: mail.visibleHtml,
    sanitizer_version: mail.sanitizerVersion,
    blocked_images: mail.blockedImages,
    message_id: mail.messageIdHeader,
    automatic: mail.automatic,
    verified: mail.verified,
    trust: mail.trust ? JSON.stringify(mail.trust) : null,
    truncated: mail.truncated,
    mail_id: mail.mailId,
    written_at: at,
  };
}
