/** Notices about our own mail (bounces, vacation, complaints): they hang quietly on their ticket and never open one. */
import type { FailedRecipient } from "#mail/clues.ts";
import { markBounced } from "#modules/contacts";
import { joinable, settleDelivery } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { forgetAccepted } from "./attempt.ts";
import type { Settled } from "./entry.ts";
import { receiveAt } from "./join.ts";
import type { Letter } from "./letter.ts";
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
  if (about?.sentMessageId) await markFailed(tx, letter, about.sentMessageId);
  // Whoever quotes an id that only we made up has got our mail: no more proof is needed to report on it.
  const ticketId = about ? await survivorOf(tx, letter, about) : place.ticketId;
  if (!ticketId) return { fate: "ignored", reason: clues.auto };
  await receiveAt(tx, letter, { ticketId, hints: [] });
  await rememberIds(tx, entry.desk_id, ticketId, { own: mail.messageId, mentioned: [] });
  return { fate: "joined_ticket", ticketId, reason: clues.auto };
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

/** Only what came back for good: a server that still tries will say so again. */
async function markFailed(tx: Tx, { clues, entry, now }: Letter, messageId: string) {
  const failed = clues.failed.filter(({ hard }) => hard);
  if (failed.length === 0) return;
  const error = failed.map(says).join("; ");
  const outcome = { delivery: "failed", error, cause: "mail_received", now } as const;
  await settleDelivery(tx, entry.desk_id, messageId, outcome);
  const addresses = failed.map(({ address }) => address);
  await forgetAccepted(tx, entry.desk_id, messageId, addresses);
  for (const address of addresses) await markBounced(tx, entry.desk_id, address, now);
}

function says({ address, status, reason }: FailedRecipient): string {
  return `${address}: ${[status, reason].filter(Boolean).join(" ")}`;
}
