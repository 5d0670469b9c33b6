/** Taking old mail from files: quietly, and however often it is done, each mail once. */
import type { Readable } from "node:stream";
import { isMail, splitMbox } from "#mail/mbox.ts";
import { channelById } from "#modules/channels";
import { audit } from "#modules/people";
import type { Call, Platform } from "#platform/call.ts";
import { uploadLimit } from "#platform/http/web.ts";
import { refuse } from "#platform/refusal.ts";
import { type Delivery, keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";
import { sizeLimit } from "#platform/smtp/listen.ts";

export type Import = {
  deskId: string;
  channelId: string;
  via: "import" | "upload";
  /** Tickets that it opens are closed from the start. */
  closed: boolean;
};

/** Kept, and left out because of their size or because they are no mail. */
export type Imported = { mails: number; tooLarge: number; notMail: number };

/** Reads an .eml or mbox file and keeps each mail of it, but those over the limit of all doors; jobs read them. */
export async function importFile(
  platform: Platform,
  file: AsyncIterable<Buffer>,
  { deskId, channelId, via, closed }: Import,
): Promise<Imported> {
  const delivery: Delivery = {
    deskId,
    channelId,
    via,
    envelopeFrom: null,
    envelopeTo: [],
    remoteAddress: null,
    quiet: true,
    closed,
  };
  const imported: Imported = { mails: 0, tooLarge: 0, notMail: 0 };
  for await (const bytes of splitMbox(file)) {
    if (!isMail(bytes)) {
      imported.notMail++;
      continue;
    }
    if (bytes.length > sizeLimit) {
      imported.tooLarge++;
      continue;
    }
    const raw = await gatherRaw(platform, bytes, [deskId], sizeLimit);
    await keepMail(platform.db, raw, [delivery], platform.clock());
    imported.mails++;
  }
  return imported;
}

/** The same by upload: fields `channelId`, perhaps `closed`, then `file`. @throws Refusal file_not_mail */
export async function importMail(call: Call): Promise<Omit<Imported, "tooLarge">> {
  const upload = await call.door.nextFile();
  if (!upload) throw refuse("invalid_input", { fields: { file: "is missing" } });
  const channelId = upload.fields["channelId"] ?? "";
  const channel = isId(channelId) ? await channelById(call.db, call.desk.id, channelId) : null;
  if (!channel) throw refuse("channel_not_found");
  const whole = await bytesOf(upload.stream);
  if (upload.cut()) throw refuse("file_too_large", { limit: uploadLimit });
  const closed = upload.fields["closed"] === "true";
  const to = { deskId: call.desk.id, channelId, via: "upload" as const, closed };
  const { mails, notMail } = await importFile(call.platform, one(whole), to);
  if (mails === 0 && notMail > 0) throw refuse("file_not_mail");
  const after = { mails, notMail, closed };
  await audit(call.db, call, { kind: "mail.imported", subject: channel, after });
  return { mails, notMail };
}

/** Nothing is taken of a file that was cut at the limit, so it is read to its end first. */
async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function* one(bytes: Buffer) {
  yield bytes;
}

function isId(text: string) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
