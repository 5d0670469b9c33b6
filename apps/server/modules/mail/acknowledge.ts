/**
 * Acknowledging: whoever opens a ticket by mail hears at once that it has arrived, where the channel says so.
 *
 * Everything that could make two machines talk to each other, or us the loudspeaker of somebody who lies about their
 * address, keeps it silent: see docs/subsystems/mail-out.md.
 */
import { type Acknowledgement, echoes, fillVariables } from "#contract/acknowledgement.ts";
import { mayBeSomebodyElse } from "#contract/trust.ts";
import { domainOf, isAddress } from "#mail/address.ts";
import { makeMessageId } from "#mail/compose.ts";
import { type ChannelRow, channelById } from "#modules/channels";
import { deskById } from "#modules/desks";
import { type Received, writeAutomatic } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { answersNow } from "./brake.ts";
import { type Letter, senderOf } from "./letter.ts";
import { queueMessage } from "./queue.ts";
import type { Place } from "./thread.ts";

export async function acknowledge(
  tx: Tx,
  letter: Letter,
  place: Place,
  received: Received,
): Promise<void> {
  const { entry, now } = letter;
  if (!received.created || !isFirst(place) || !mayHear(letter) || !entry.channel_id) return;
  const channel = await channelById(tx, entry.desk_id, entry.channel_id);
  const words = channel?.acknowledgement;
  if (!channel || !words) return;
  // Who lies about their address would have us repeat their words to somebody else.
  if (echoes(words) && letter.verdict !== "verified") return;
  if (!(await answersNow(tx, entry.desk_id, senderOf(letter).address, now))) return;
  await write(tx, letter, channel, words, received);
}

/** It belongs to no conversation that we know of. A number in the subject is no proof of one. */
function isFirst({ ticketId, hints }: Place): boolean {
  return ticketId === null && hints.every(({ reason }) => reason === "subject");
}

/** Milliseconds after which nobody wonders any more whether a mail has arrived. */
const fresh = 24 * 3_600_000;

/** Not a machine, not old, not one that is somebody else. */
function mayHear(letter: Letter): boolean {
  const { clues, entry, mail, verdict, now } = letter;
  if (!clues.mayAnswer || entry.quiet || entry.closed || mayBeSomebodyElse(verdict)) return false;
  if (entry.via === "import" || entry.via === "upload" || mail.unreadable !== null) return false;
  const written = mail.date?.getTime() ?? entry.received_at.getTime();
  return now.getTime() - written < fresh && isAddress(senderOf(letter).address);
}

async function write(
  tx: Tx,
  letter: Letter,
  channel: ChannelRow,
  words: Acknowledgement,
  { ticketId, ticketNumber, messageId: answersId }: Received,
) {
  const { entry, mail, now } = letter;
  const deskId = entry.desk_id;
  const [desk, to] = [await deskById(tx, deskId), senderOf(letter)];
  const values = {
    "desk.name": desk?.name ?? "",
    "ticket.number": String(ticketNumber),
    "channel.address": channel.address,
    "ticket.name": mail.subject,
    "contact.name": to.name || to.address,
  };
  // A name is the sender's word as much as a subject is.
  const proven = letter.verdict === "verified" ? to : { name: "", address: to.address };
  const messageIdHeader = makeMessageId(domainOf(channel.address));
  const { id } = await writeAutomatic(tx, {
    ...{ deskId, ticketId, channelId: channel.id, messageIdHeader, answersId, now, to: proven },
    from: { name: desk?.name ?? "", address: channel.address },
    subject: fillVariables(words.subject, values).replaceAll(/\s+/g, " ").slice(0, 500),
    text: fillVariables(words.text, values),
  });
  await queueMessage(tx, deskId, {
    ...{ id, ticketId, messageId: messageIdHeader, sendAt: now },
    automatic: true,
  });
}
