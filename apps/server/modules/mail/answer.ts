/** Playing the customer: an answer to a mail of the preview, or a first letter, through the same door as real mail. */
import assert from "node:assert/strict";
import type {
  answerOutbox as answerOperation,
  writeAsCustomer as writeOperation,
} from "#contract/mail.ts";
import type { InputOf } from "#contract/operation.ts";
import { domainOf } from "#mail/address.ts";
import { composeMail, makeMessageId, type OutgoingMail } from "#mail/compose.ts";
import { parseMail } from "#mail/parse.ts";
import { sanitizeMail, textToHtml } from "#mail/sanitize.ts";
import { channelById, servedAddress } from "#modules/channels";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";
import { boxesOf, outboxMail, refuseWithServer } from "./read-outbox.ts";

export async function answerOutbox(
  call: Call,
  { id, text }: InputOf<typeof answerOperation>,
): Promise<{ ledgerId: string }> {
  const row = await outboxMail(call, id);
  const letter = await parseMail(row.raw);
  const customer = boxesOf(row.to_boxes)[0];
  const to = letter.replyTo[0] ?? letter.from;
  const served = to && (await servedAddress(call.db, to.address));
  if (!customer || !to || served?.deskId !== call.desk.id) throw refuse("mail_not_found");
  return arrive(call, served.channelId, {
    ...written(call, customer, text),
    to: [to],
    subject: /^re:/i.test(letter.subject) ? letter.subject : `Re: ${letter.subject}`,
    inReplyTo: row.message_id,
    references: [...letter.references, row.message_id],
    quoted: {
      html: sanitizeMail(letter.html ?? "", { cidUrl: () => null, remoteImages: "block" }).html,
      text: letter.text,
      attribution: `On ${row.at.toUTCString()}, ${letter.from?.name || letter.from?.address} wrote:`,
    },
  });
}

export async function writeAsCustomer(
  call: Call,
  { channelId, name, email, subject, text }: InputOf<typeof writeOperation>,
): Promise<{ ledgerId: string }> {
  refuseWithServer(call);
  const channel = await channelById(call.db, call.desk.id, channelId);
  if (!channel) throw refuse("channel_not_found");
  const to = [{ name: channel.name, address: channel.address }];
  const customer = { name, address: email };
  return arrive(call, channelId, { ...written(call, customer, text), to, subject });
}

function written({ now }: Call, from: { name: string; address: string }, text: string) {
  const messageId = makeMessageId(domainOf(from.address));
  return { from, text, html: textToHtml(text), messageId, date: now };
}

async function arrive(
  call: Call,
  channelId: string,
  letter: OutgoingMail,
): Promise<{ ledgerId: string }> {
  const { platform, desk, now } = call;
  const { raw: bytes, envelope } = await composeMail(letter);
  const raw = await gatherRaw(platform, bytes, [desk.id], Number.POSITIVE_INFINITY);
  const delivery = {
    deskId: desk.id,
    channelId,
    via: "preview" as const,
    envelopeFrom: envelope.from,
    envelopeTo: envelope.to,
    remoteAddress: call.door.ip,
    quiet: false,
  };
  const [ledgerId] = await keepMail(call.db, raw, [delivery], now);
  assert(ledgerId, "a mail was kept without a row");
  return { ledgerId };
}
