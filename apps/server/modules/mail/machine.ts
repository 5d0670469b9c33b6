/** Notices about our own mail (bounces, vacation, complaints): they hang quietly on their ticket and never open one. */
import type { FailedRecipient } from "#mail/clues.ts";
import { markBounced } from "#modules/contacts";
import { addresseesOf, joinable, settleDelivery } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { forgetAccepted } from "./attempt.ts";
import type { Settled } from "./entry.ts";
import { receiveAt } from "./join.ts";
import { type Letter, senderOf } from "./letter.ts";
import { type Known, rememberIds } from "./remember.ts";
import type { Place } from "./thread.ts";

/** Null = it may open a ticket, as a person's mail may. `place` is where its sender may write. */
export async function settleNotice(
  tx: Tx,
  letter: Letter,
  known: readonly Known[],
  place: Place,
): Promise<Settled | null> {
  const { clues, entry, mail } = letter;
  if (clues.opensTicket) return null;
  const about = aboutOurs(letter, known);
  const sentTo = await addresseesOf(tx, entry.desk_id, about?.sentMessageId ?? null);
  if (about?.sentMessageId) await markFailed(tx, letter, about.sentMessageId);
  const ticketId =
    about && mayReport(letter, sentTo) ? await survivorOf(tx, letter, about) : place.ticketId;
  if (!ticketId) return { fate: "ignored", reason: clues.auto ?? "loop" };
  await receiveAt(tx, letter, { ticketId, hints: [] }, true);
  await rememberIds(tx, entry.desk_id, ticketId, { own: mail.messageId, mentioned: [] });
  return { fate: "joined_ticket", ticketId, reason: clues.auto };
}

/** A mail server that quotes an id that only we made up has got our mail. Everybody else must be who we wrote to. */
function mayReport(letter: Letter, sentTo: ReadonlySet<string>): boolean {
  const { auto } = letter.clues;
  if (auto !== "vacation" && auto !== "receipt") return auto !== null;
  return sentTo.has(senderOf(letter).address.toLowerCase());
}

function aboutOurs({ clues, mail }: Letter, known: readonly Known[]): Known | undefined {
  const quoted = [...clues.original, ...mail.inReplyTo, ...mail.references.toReversed()];
  const ours = known.filter(({ sentMessageId }) => sentMessageId !== null);
  const id = quoted.find((one) => ours.some(({ messageId }) => messageId === one));
  return ours.find(({ messageId }) => messageId === id && id !== undefined);
}

async function survivorOf(tx: Tx, { entry }: Letter, { ticketId }: Known): Promise<string | null> {
  return (await joinable(tx, entry.desk_id, ticketId, ""))?.ticketId ?? null;
}

/** The reply of ours that a bounce or complaint is about; null for all other mail. */
export function failureOf(letter: Letter, known: readonly Known[]): string | null {
  const { auto } = letter.clues;
  if (auto !== "bounce" && auto !== "feedback") return null;
  return aboutOurs(letter, known)?.sentMessageId ?? null;
}

/** Only what came back for good: a server that still tries will say so again. */
export async function markFailed(tx: Tx, { clues, entry, now }: Letter, messageId: string) {
  const failed = clues.failed.filter(({ hard }) => hard);
  if (failed.length === 0) return;
  const error = failed.map(says).join("; ");
  const outcome = { delivery: "failed", error, cause: "mail_received", now } as const;
  await settleDelivery(tx, entry.desk_id, messageId, outcome);
  const addresses = failed.map(({ address }) => address);
  await forgetAccepted(tx, entry.desk_id, messageId, addresses);
  const sentTo = await addresseesOf(tx, entry.desk_id, messageId);
  // A forwarder may name another address. Whoever has one mail of ours must not put a mark on any contact by that.
  const ours = addresses.filter((address) => sentTo.has(address.toLowerCase()));
  for (const address of ours) await markBounced(tx, entry.desk_id, address, now);
}

function says({ address, status, reason }: FailedRecipient): string {
  return `${address}: ${[status, reason].filter(Boolean).join(" ")}`;
}
