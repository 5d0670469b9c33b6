/**
 * Receiving: a mail joins its ticket or becomes a new one.
 *
 * Contact, ticket, message, attachments, history and the announcement are one transaction: the caller's, in which the
 * mail's fate is settled too. Which ticket it belongs to was decided before, by `modules/mail/thread`.
 */
import type { Tx } from "#platform/db.ts";
import { holdPipeline } from "#modules/pipelines";
import { publish } from "#platform/events.ts";
import { lockTicketById } from "./access.ts";
import { newId } from "#platform/id.ts";
import { type Hint, type Incoming, joinPeople, keepIncoming, senderOf } from "./incoming.ts";
import { openFromMail } from "./open.ts";
import { joinTicket } from "./join.ts";
import { momentOn, type Ticket } from "./ticket.ts";
import { unmarkSpam } from "./unmark-spam.ts";

export type Received = {
  ticketId: string;
  ticketNumber: number;
  messageId: string;
  /** A new ticket was opened, also where the mail belonged to one that has been closed for too long. */
  created: boolean;
};

export async function receive(tx: Tx, mail: Incoming): Promise<Received> {
  const joined = await lockJoined(tx, mail);
  if (!joined) return open(tx, mail, null);
  if (!(await isTooLate(tx, joined, mail))) return join(tx, joined, mail);
  const late: Hint = { ticketId: joined.id, reason: "reopened_late" };
  // What was said in a pipeline of few stays among them.
  return open(tx, { ...mail, hints: [...mail.hints, late] }, joined.pipeline_id);
}

async function lockJoined(tx: Tx, { deskId, ticketId, fromSpam, now }: Incoming) {
  const ticket = ticketId ? await lockTicketById(tx, deskId, ticketId, fromSpam) : null;
  if (!ticket?.spam_at) return ticket;
  const by = { type: "system", id: null } as const;
  return unmarkSpam(tx, ticket, { cause: "mail_received", by, now });
}

/** Machines and old mail join quietly, however long the ticket has been closed. */
async function isTooLate(tx: Tx, ticket: Ticket, mail: Incoming): Promise<boolean> {
  const { quiet, automatic, now } = mail;
  const { last_closed_at: closedAt } = ticket;
  if (ticket.open || quiet || automatic || !closedAt) return false;
  const pipeline = await holdPipeline(tx, ticket.desk_id, ticket.pipeline_id);
  const days = pipeline.reopenDays ?? mail.reopenDays;
  return days === 0 || now.getTime() - closedAt.getTime() > days * 86_400_000;
}

async function join(tx: Tx, ticket: Ticket, mail: Incoming): Promise<Received> {
  const contact = await senderOf(tx, mail);
  // Old mail keeps its own date; what arrives now stands below everything said before, whenever it was sent.
  const at = mail.quiet ? mail.writtenAt : momentOn(ticket, mail.now);
  const message = { id: newId(mail.now.getTime()), at, contact };
  await keepIncoming(tx, ticket, mail, message);
  await joinPeople(tx, ticket, mail);
  await joinTicket(tx, ticket, message, mail);
  await announce(tx, "ticket.received", ticket, message, mail);
  return { ...idsOf(ticket, message), created: false };
}

async function open(tx: Tx, mail: Incoming, pipelineId: string | null): Promise<Received> {
  const { ticket, message } = await openFromMail(tx, mail, pipelineId);
  await announce(tx, "ticket.created", ticket, message, mail);
  return { ...idsOf(ticket, message), created: true };
}

function announce(
  tx: Tx,
  type: "ticket.created" | "ticket.received",
  ticket: Named,
  message: { id: string },
  { deskId, now, quiet }: Incoming,
) {
  const ids = idsOf(ticket, message);
  return publish(tx, { type, deskId, at: now, ids, byUserId: null, quiet });
}

type Named = Pick<Ticket, "id" | "number">;

function idsOf(ticket: Named, message: { id: string }) {
  return { ticketId: ticket.id, ticketNumber: ticket.number, messageId: message.id };
}
