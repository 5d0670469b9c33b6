/**
 * A colleague who writes from their own mail program: an answer to the customer with the ticket in copy is the team's
 * reply, and what they pass on is the customer's mail. An address in From alone proves nothing.
 */
import { forwardedMail } from "#mail/forwarded.ts";
import { servedAddresses } from "#modules/channels";
import { agentById, userByEmail } from "#modules/people";
import { type Incoming, receive, receiveAnswer } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Settled } from "./entry.ts";
import { incomingFrom } from "./join.ts";
import { type Letter, senderOf } from "./letter.ts";
import { rememberIds } from "./remember.ts";
import { type Place, type Pointers, pointedTicket } from "./thread.ts";

type Found = { place: Place; pointers: Pointers; ids: readonly string[] };

/** Null = it is a mail like any other. */
export async function settleColleague(
  tx: Tx,
  letter: Letter,
  found: Found,
): Promise<Settled | null> {
  const { clues, entry, mail, verdict } = letter;
  const isSilent = clues.auto !== null || clues.isLoop || entry.quiet || mail.unreadable !== null;
  // The signed address alone proves nothing: every customer of the ticket answers to it.
  if (isSilent || verdict !== "verified") return null;
  const user = await userByEmail(tx, entry.desk_id, senderOf(letter).address);
  const agent = user && (await agentById(tx, entry.desk_id, user.id));
  if (!agent) return null;
  return (await answered(tx, letter, agent, found)) ?? (await passedOn(tx, letter, agent, found));
}

/** To the signed address, or with a Message-ID that is known. */
async function answered(
  tx: Tx,
  letter: Letter,
  agent: Agent,
  { pointers, ids }: Found,
): Promise<Settled | null> {
  const { entry, mail } = letter;
  const ticketId = await pointedTicket(tx, entry.desk_id, pointers);
  if (!ticketId || !(await wentOut(tx, letter))) return null;
  const incoming = await incomingFrom(tx, letter, { ticketId, hints: [] });
  const received = await receiveAnswer(tx, incoming, agent);
  if (!received) return null;
  await rememberIds(tx, entry.desk_id, received.ticketId, {
    own: mail.messageId,
    mentioned: ids,
    sent: received.messageId,
  });
  return { fate: "joined_ticket", ticketId: received.ticketId, reason: "colleague" };
}

/** Written to us alone, the customer has not read it: it is no reply. */
async function wentOut(tx: Tx, { entry, mail }: Letter): Promise<boolean> {
  const addresses = [...mail.to, ...mail.cc].map(({ address }) => address);
  const served = await servedAddresses(tx, addresses);
  for (const address of addresses) {
    if (served.get(address)?.deskId === entry.desk_id) continue;
    if (!(await userByEmail(tx, entry.desk_id, address))) return true;
  }
  return false;
}

/** A new ticket of whoever wrote first; what the colleague wrote above it stays among ourselves. */
async function passedOn(
  tx: Tx,
  letter: Letter,
  agent: Agent,
  { place, ids }: Found,
): Promise<Settled | null> {
  const { entry, mail } = letter;
  if (place.ticketId !== null) return null;
  const original = forwardedMail(mail);
  if (!original || (await isOurs(tx, entry.desk_id, original.from.address))) return null;
  const incoming = await incomingFrom(tx, letter, place);
  const { ticketId } = await receive(tx, {
    ...incoming,
    ...wordsOf(incoming, original),
    from: original.from,
    to: [],
    cc: [],
    subject: original.subject,
    forwardedBy: { agent, note: original.note },
    verified: null,
  });
  const mentioned = original.messageId ? [...ids, original.messageId] : ids;
  await rememberIds(tx, entry.desk_id, ticketId, { own: mail.messageId, mentioned });
  return { fate: "ticket_created", ticketId, reason: "colleague" };
}

/** Where something was written above, only the text below it: HTML cannot be cut as surely, and is quoted in answers. */
function wordsOf(incoming: Incoming, { note, text }: { note: string; text: string }) {
  const whole = { visibleText: null, visibleHtml: null };
  return note === "" && text !== ""
    ? whole
    : { ...whole, text, html: null, sanitizerVersion: null };
}

async function isOurs(tx: Tx, deskId: string, address: string): Promise<boolean> {
  const served = await servedAddresses(tx, [address]);
  if (served.get(address)?.deskId === deskId) return true;
  return (await userByEmail(tx, deskId, address)) !== null;
}
