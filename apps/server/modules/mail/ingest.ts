/**
 * Ingesting: a kept mail gets its fate. A job, which may run twice.
 *
 * The mail is read outside of the transaction; whether it is a double, which ticket it belongs to, the ticket's change
 * and the fate in the ledger are decided and committed together.
 */
import { mayBeSomebodyElse } from "#contract/trust.ts";
import { clues as cluesOf } from "#mail/clues.ts";
import { channelAddresses } from "#modules/channels";
import type { Platform, Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import {
  earlierDelivery,
  type Entry,
  settle,
  type Settled,
  SettledElsewhere,
  waitingMail,
} from "./entry.ts";
import { acknowledge } from "./acknowledge.ts";
import { checkSender, checksLater } from "./check-sender.ts";
import { storeAttachments } from "./attachment.ts";
import { settleColleague } from "./colleague.ts";
import { receiveAt } from "./join.ts";
import { isIndigestible } from "./indigestible.ts";
import { columnsOf, idsOf, type Letter, senderOf, withReturnPath } from "./letter.ts";
import { failureOf, markFailed, settleNotice } from "./machine.ts";
import { isOwnCopy } from "./own-copy.ts";
import { readRaw } from "./raw.ts";
import { readMail } from "./read.ts";
import type { Reading } from "./understand.ts";
import { knownIds, type Known, lockIds, rememberIds } from "./remember.ts";
import { ruledOut } from "./rules.ts";
import { testOf } from "./test-mail.ts";
import { trustOf } from "./suspicion.ts";
import { type Place, placeOf, type Pointers } from "./thread.ts";
import type { Resolver } from "./resolver.ts";
import type { Checked } from "./checked.ts";

/** `resolver` is whom the name servers are asked through; left out, those of the machine. */
export async function ingestMail(work: Work, mailId: string, resolver?: Resolver) {
  const { platform, db, deskId } = work;
  const entry = await waitingMail(db, deskId, mailId);
  if (!entry) return;
  // What was spam by mistake becomes what it would have been, when it came.
  const now = entry.released_at ? entry.received_at : work.now;
  const raw = await readRaw(platform, entry);
  const mail = await readMail(raw);
  const checked = await checkSender(platform, mail, { entry, raw, resolver });
  if (checked && (await checksLater(work, entry, checked))) return;
  const found = { entry, raw, now, checked };
  try {
    await take(platform, await understood(platform, mail, found));
  } catch (error) {
    if (error instanceof SettledElsewhere) return;
    if (!isIndigestible(error)) throw error;
    // A mail that the house cannot digest is a ticket for people, not a job that fails for ever.
    platform.log.error({ err: error, mail: mailId }, "a mail could not be taken as it was read");
    const reason = error instanceof Error ? error.message : "unknown error";
    const plain = { ...undigested(mail), unreadable: reason };
    await take(platform, await understood(platform, plain, found));
  }
}

type Found = { entry: Entry; raw: Buffer; now: Date; checked: Checked | null };

async function understood(platform: Platform, mail: Reading, found: Found): Promise<Letter> {
  const { entry, raw, now, checked } = found;
  const verdict = checked?.verdict ?? null;
  const trust = await trustOf(platform, entry.desk_id, mail, checked);
  const files = await storeAttachments(platform, entry.desk_id, mail, raw);
  const own = await channelAddresses(platform.db, entry.desk_id);
  const read = cluesOf(withReturnPath(mail, entry.envelope_from), [...own]);
  // Who may be somebody else is answered by people only.
  const clues = { ...read, mayAnswer: read.mayAnswer && trust?.risky !== true };
  return { entry, mail, clues, verdict, trust, files, now };
}

function take(platform: Platform, letter: Letter): Promise<void> {
  return platform.db.transaction().execute(async (tx) => {
    const { entry, now } = letter;
    await settle(tx, entry, columnsOf(letter), await fateOf(tx, letter), now);
  });
}

async function fateOf(tx: Tx, letter: Letter): Promise<Settled> {
  const { entry, mail } = letter;
  const deskId = entry.desk_id;
  const test = await testOf(tx, letter);
  if (test) return { fate: "test", reason: test };
  const ids = idsOf(mail);
  await lockIds(tx, deskId, [...ids, ...letter.clues.original]);
  const earlier = await earlierDelivery(tx, entry, columnsOf(letter));
  if (earlier) return { fate: "duplicate", duplicateOfId: earlier.id, ticketId: earlier.ticketId };
  const known = await knownIds(tx, deskId, [...ids, ...letter.clues.original]);
  if (await isOwnCopy(tx, deskId, mail, known))
    return { fate: "own_copy", ticketId: known[0]?.ticketId ?? null };
  const failure = failureOf(letter, known);
  const kept = await ruledOut(tx, letter, failure !== null);
  if (kept) {
    // Whoever blocks the machine that reports it still learns that the reply did not arrive.
    if (failure) await markFailed(tx, letter, failure);
    return kept;
  }
  const pointers = pointersOf(letter, known, ids);
  const place = mail.unreadable === null ? await placeOf(tx, deskId, pointers) : nowhere;
  return (
    (await settleNotice(tx, letter, known, place)) ??
    (await settleColleague(tx, letter, { place, pointers, ids })) ??
    becomeTicket(tx, letter, place, ids)
  );
}

function pointersOf(letter: Letter, known: readonly Known[], ids: readonly string[]): Pointers {
  const { entry, mail } = letter;
  const addresses = [...entry.envelope_to, ...[...mail.to, ...mail.cc].map((box) => box.address)];
  const sender = senderOf(letter).address;
  const own = mail.messageId;
  const personal = letter.clues.auto === null && !letter.clues.isLoop && !letter.trust?.risky;
  const unproven = mayBeSomebodyElse(letter.verdict);
  return { sender, unproven, subject: mail.subject, addresses, ids, own, known, personal };
}

/** It joins a ticket or opens one. */
async function becomeTicket(
  tx: Tx,
  letter: Letter,
  place: Place,
  ids: readonly string[],
): Promise<Settled> {
  const { entry, mail } = letter;
  const received = await receiveAt(tx, letter, place);
  const { ticketId, created } = received;
  await rememberIds(tx, entry.desk_id, ticketId, { own: mail.messageId, mentioned: ids });
  await acknowledge(tx, letter, place, received);
  if (mail.unreadable !== null) return { fate: "unreadable", reason: mail.unreadable, ticketId };
  return { fate: created ? "ticket_created" : "joined_ticket", ticketId };
}

/** Only what is certainly harmless; the raw mail goes with the ticket. */
function undigested(mail: Reading): Reading {
  return {
    ...mail,
    html: null,
    visibleHtml: null,
    visibleText: null,
    to: [],
    cc: [],
    inReplyTo: [],
    references: [],
    attachments: [],
    text: mail.text.slice(0, 100_000),
  };
}

/** What cannot be read proves nothing about where it belongs. */
const nowhere: Place = { ticketId: null, hints: [] };
