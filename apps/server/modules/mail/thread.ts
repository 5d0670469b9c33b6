/** Which ticket a mail belongs to: proof first, and what is no proof only as a hint. */
import { readReplyAddress } from "#mail/address.ts";
import { replySecret } from "#modules/desks";
import { type Hint, joinable, ticketsOfNumbers } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import type { Known } from "./remember.ts";

export type Place = {
  /** The ticket to join; null opens a new one. */
  ticketId: string | null;
  hints: Hint[];
  /** The ticket may be one that was called spam: the mail answers one of ours. */
  fromSpam?: boolean;
};

export type Pointers = {
  sender: string;
  /** Who sent it could not prove to be the sender that it names. */
  unproven: boolean;
  subject: string;
  /** Every address that the mail was sent to, in the envelope and in the header. */
  addresses: readonly string[];
  /** In-Reply-To first, then References from the newest to the oldest, then its own id. */
  ids: readonly string[];
  own: string | null;
  known: readonly Known[];
  /** A person wrote it, and most likely the one it names. */
  personal: boolean;
};

/** More than this no honest mail points to. */
const mostTickets = 5;

/**
 * A mail joins the first ticket that it points to and whose sender takes part in it. Everything else that it points
 * to is a hint for the agents: a stranger who quotes an id, or forwards a signed address, is not let in. Who claims to
 * be a participant and fails the check needs the signed address, and wakes no closed ticket even so.
 */
export async function placeOf(tx: Tx, deskId: string, pointers: Pointers): Promise<Place> {
  const wanted = [...(await signedTickets(tx, deskId, pointers)), ...quotedTickets(pointers)];
  const hinted = new Map<string, Hint["reason"]>();
  let joined: string | null = null;
  let fromSpam = false;
  for (const { ticketId, proof, signed } of eachOnce(wanted).slice(0, mostTickets)) {
    const answers = pointers.personal && answersOurs(pointers, ticketId);
    const found = await joinable(tx, deskId, ticketId, pointers.sender, answers);
    if (!found || hinted.has(found.ticketId)) continue;
    const { participant, open, spam } = found;
    const isLetIn = participant && (!pointers.unproven || (signed && open));
    // What is spam is shown to nobody as a hint.
    if (spam && (joined !== null || !isLetIn)) continue;
    if (joined === null && isLetIn) [joined, fromSpam] = [found.ticketId, spam];
    else if (proof) hinted.set(found.ticketId, participant && !isLetIn ? "unproven" : "stranger");
  }
  const hints: Hint[] = [...hinted]
    .filter(([ticketId]) => ticketId !== joined)
    .map(([ticketId, reason]) => ({ ticketId, reason: joined === null ? reason : "bridge" }));
  if (joined !== null || hints.length > 0)
    return { ticketId: joined, hints, ...(fromSpam ? { fromSpam } : {}) };
  return { ticketId: null, hints: await hintsOfSubject(tx, deskId, pointers.subject) };
}

/** Somebody goes on with what was answered: that is a conversation, whatever it was called. */
function answersOurs({ ids, known }: Pointers, ticketId: string): boolean {
  return known.some(
    (one) => one.ticketId === ticketId && one.sentMessageId !== null && ids.includes(one.messageId),
  );
}

/** The first ticket that is pointed to surely enough, whoever sent the mail; also one that was called spam. */
export async function pointedTicket(
  tx: Tx,
  deskId: string,
  pointers: Pointers,
): Promise<string | null> {
  const signed = await signedTickets(tx, deskId, pointers);
  const quoted = quotedTickets(pointers).filter(({ proof }) => proof);
  for (const { ticketId } of eachOnce([...signed, ...quoted]).slice(0, mostTickets)) {
    const found = await joinable(tx, deskId, ticketId, pointers.sender, true);
    if (found) return found.ticketId;
  }
  return null;
}

/** A ticket that was pointed to. Without `proof` somebody merely mentioned an id of it, perhaps to mislead. */
type Pointed = { ticketId: string; proof: boolean; signed: boolean };

async function signedTickets(tx: Tx, deskId: string, { addresses }: Pointers): Promise<Pointed[]> {
  const marked = addresses.filter((address) => address.includes("+"));
  if (marked.length === 0) return [];
  const secret = await replySecret(tx, deskId);
  return marked.flatMap((address) => {
    const ticketId = readReplyAddress(address, secret, deskId)?.ticketId;
    return ticketId ? [{ ticketId, proof: true, signed: true }] : [];
  });
}

/**
 * Two mails that carry one id prove nothing: some programs give all their mails the same. To mention it does, unless
 * the id is carried by another ticket: then whoever mentioned it may have been a stranger.
 */
function quotedTickets({ ids, own, known }: Pointers): Pointed[] {
  return ids.flatMap((id) => {
    const tickets = known.filter((one) => one.messageId === id);
    const carried = tickets.some((one) => one.own);
    return tickets
      .filter((one) => !(id === own && one.own))
      .map(({ ticketId, own: isOwn }) => ({ ticketId, proof: isOwn || !carried, signed: false }));
  });
}

/** In the order of their first mention; one proof among them is enough. */
function eachOnce(pointed: readonly Pointed[]): Pointed[] {
  const byTicket = new Map<string, Pointed>();
  for (const one of pointed) {
    const before = byTicket.get(one.ticketId);
    byTicket.set(one.ticketId, {
      ticketId: one.ticketId,
      proof: one.proof || before?.proof === true,
      signed: one.signed || before?.signed === true,
    });
  }
  return [...byTicket.values()];
}

/** "Re: [#1042] …" proves nothing, but people write it. */
async function hintsOfSubject(tx: Tx, deskId: string, subject: string): Promise<Hint[]> {
  const named = [...subject.slice(0, 1000).matchAll(/#(\d{1,9})\b/g)].map(([, digits]) =>
    Number(digits),
  );
  const ids = await ticketsOfNumbers(tx, deskId, [...new Set(named)].slice(0, mostTickets));
  return ids.map((ticketId) => ({ ticketId, reason: "subject" as const }));
}
