/** Which ticket a mail belongs to: proof first, and what is no proof only as a hint. */
import { readReplyAddress } from "#mail/address.ts";
import { replySecret } from "#modules/desks";
import { type Hint, joinable } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import type { Known } from "./remember.ts";

export type Place = {
  /** The ticket to join; null opens a new one. */
  ticketId: string | null;
  hints: Hint[];
};

export type Pointers = {
  sender: string;
  /** Every address that the mail was sent to, in the envelope and in the header. */
  addresses: readonly string[];
  /** In-Reply-To first, then References from the newest to the oldest, then its own id. */
  ids: readonly string[];
  own: string | null;
  known: readonly Known[];
};

/** More than this no honest mail points to. */
const mostTickets = 5;

/**
 * A mail joins the first ticket that it points to and whose sender takes part in it. Everything else that it points
 * to is a hint for the agents: a stranger who quotes an id, or forwards a signed address, is not let in.
 */
export async function placeOf(tx: Tx, deskId: string, pointers: Pointers): Promise<Place> {
  const wanted = [...(await signedTickets(tx, deskId, pointers)), ...quotedTickets(pointers)];
  const seen = new Set<string>();
  let joined: string | null = null;
  for (const ticketId of [...new Set(wanted)].slice(0, mostTickets)) {
    const found = await joinable(tx, deskId, ticketId, pointers.sender);
    if (!found || seen.has(found.ticketId)) continue;
    seen.add(found.ticketId);
    if (joined === null && found.participant) joined = found.ticketId;
  }
  const reason = joined === null ? ("stranger" as const) : ("bridge" as const);
  const others = [...seen].filter((ticketId) => ticketId !== joined);
  return { ticketId: joined, hints: others.map((ticketId) => ({ ticketId, reason })) };
}

async function signedTickets(tx: Tx, deskId: string, { addresses }: Pointers): Promise<string[]> {
  const marked = addresses.filter((address) => address.includes("+"));
  if (marked.length === 0) return [];
  const secret = await replySecret(tx, deskId);
  return marked.flatMap((address) => readReplyAddress(address, secret, deskId)?.ticketId ?? []);
}

/** Two mails that carry one id prove nothing: some programs give all their mails the same. To mention it does. */
function quotedTickets({ ids, own, known }: Pointers): string[] {
  return ids.flatMap((id) =>
    known
      .filter((one) => one.messageId === id && !(id === own && one.own))
      .map(({ ticketId }) => ticketId),
  );
}
