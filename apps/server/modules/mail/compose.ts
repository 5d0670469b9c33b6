/** A reply as a mail: what was written, its pictures and files, the signature, the history below. */
import { signReplyAddress } from "#mail/address.ts";
import { composeMail, type ComposedMail, type OutgoingAttachment } from "#mail/compose.ts";
import { textToHtml } from "#mail/sanitize.ts";
import { channelById } from "#modules/channels";
import { replySecret } from "#modules/desks";
import { filesByIds, readBytes } from "#modules/files";
import type { Outgoing } from "#modules/tickets";
import { usersById, waysOf } from "#modules/people";
import type { Platform } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { forwardedBelow } from "./forwarded.ts";
import { quoteLine } from "./quote-line.ts";
import { signMail } from "./sign.ts";

export async function composeReply(
  platform: Platform,
  deskId: string,
  reply: Outgoing,
): Promise<ComposedMail> {
  const { db } = platform;
  const channel = reply.channelId ? await channelById(db, deskId, reply.channelId) : null;
  const { ticketId } = reply;
  const secret = await replySecret(db, deskId);
  const signed = channel?.plus_addressing
    ? signReplyAddress(reply.from.address, { deskId, ticketId, secret })
    : reply.from.address;
  const own = await signatureOf(db, deskId, reply);
  const signatureHtml = own + (channel?.signature_html ?? "");
  const mail = await composeMail({
    from: reply.from,
    to: reply.to,
    cc: reply.cc,
    bcc: reply.bcc,
    replyTo: [{ name: reply.from.name, address: signed }],
    subject: reply.subject,
    html: reply.html,
    text: reply.text,
    messageId: reply.messageId,
    inReplyTo: reply.forwarded ? null : (reply.inReplyTo ?? reply.references.at(-1) ?? null),
    references: reply.forwarded ? [] : reply.references,
    attachments: await attachmentsOf(platform, deskId, reply),
    ...(signatureHtml ? { signatureHtml } : {}),
    ...(reply.forwarded
      ? { quoted: forwardedBelow(reply.forwarded, await waysOf(db, deskId, reply.authorUserId)) }
      : {}),
    ...(reply.quoted ? { quoted: await quotedOf(db, deskId, reply, reply.quoted) } : {}),
    ...(reply.automatic ? { autoSubmitted: "auto-replied" as const } : {}),
    date: reply.writtenAt,
  });
  return signMail(platform, deskId, reply.from.address, mail);
}

async function signatureOf(db: Db, deskId: string, { authorUserId: id }: Outgoing) {
  const users = id ? await usersById(db, deskId, [id]) : null;
  return (id && users?.get(id)?.signatureHtml) || "";
}

async function attachmentsOf(
  platform: Platform,
  deskId: string,
  { attachments }: Outgoing,
): Promise<OutgoingAttachment[]> {
  const rows = await filesByIds(
    platform.db,
    deskId,
    attachments.map(({ fileId }) => fileId),
  );
  const files = new Map(rows.map((row) => [row.id, row]));
  return Promise.all(
    attachments.map(async ({ fileId, name }) => {
      const file = files.get(fileId);
      if (!file) throw new Error(`the file ${fileId} of a reply is gone`);
      const content = await readBytes(platform, deskId, file);
      // The editor shows a picture as cid:<file id>; whether it does, the composer sees.
      return { name, type: file.type, content, cid: fileId };
    }),
  );
}

/** Pictures of the quoted mail stay with the one who sent them. */
async function quotedOf(
  db: Db,
  deskId: string,
  { authorUserId }: Outgoing,
  { from, writtenAt, html, text }: NonNullable<Outgoing["quoted"]>,
) {
  const ways = await waysOf(db, deskId, authorUserId);
  const shown = (html ?? textToHtml(text)).replaceAll(/<img\b[^>]*>/gi, "");
  return { html: shown, text, attribution: quoteLine(from, writtenAt, ways) };
}
