import { channelById } from "#modules/channels";
import { type Incoming, receive, type Received } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { keepAttachments } from "./attachment.ts";
import { type Letter, senderOf, writtenAt } from "./letter.ts";
import type { Place } from "./thread.ts";

/** For mail whose channel has been disconnected meanwhile. */
const usualReopenDays = 14;

/** Writes the mail into its ticket, or into a new one. */
export async function receiveAt(
  tx: Tx,
  letter: Letter,
  place: Place,
  notice = false,
): Promise<Received> {
  return receive(tx, await incomingFrom(tx, letter, place, notice));
}

export async function incomingFrom(
  tx: Tx,
  letter: Letter,
  place: Place,
  notice = false,
): Promise<Incoming> {
  const { entry, mail, now } = letter;
  const deskId = entry.desk_id;
  const channel =
    place.ticketId && entry.channel_id ? await channelById(tx, deskId, entry.channel_id) : null;
  return {
    deskId,
    now,
    quiet: entry.quiet,
    closed: entry.closed,
    channelId: entry.channel_id,
    reopenDays: channel?.reopen_days ?? usualReopenDays,
    ...place,
    from: senderOf(letter),
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    visibleText: mail.visibleText,
    visibleHtml: mail.visibleHtml,
    blockedImages: mail.blockedImages,
    sanitizerVersion: mail.sanitizerVersion,
    messageIdHeader: mail.messageId,
    attachments: await keepAttachments(tx, letter),
    mailId: entry.id,
    notice,
    ...judged(letter),
    writtenAt: writtenAt(letter),
    source: entry.via === "import" || entry.via === "upload" ? "import" : "email",
  };
}

/** What was thought of it. */
function judged({ clues, mail, verdict, trust }: Letter) {
  return {
    automatic: clues.auto !== null,
    verified: verdict,
    trust,
    truncated: mail.unreadable ?? mail.truncated,
  };
}
