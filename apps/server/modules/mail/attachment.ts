/** The files of a mail: stored before the transaction, named in it. */
import assert from "node:assert/strict";
import { nameFiles, storeFile } from "#modules/files";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Letter, MailFile } from "./letter.ts";
import type { Reading } from "./understand.ts";

/** Of a mail that could not be read, the mail itself is the file. */
export async function storeAttachments(
  platform: Platform,
  deskId: string,
  mail: Reading,
  raw: Buffer,
): Promise<MailFile[]> {
  const files: MailFile[] = [];
  for (const { content: bytes, name, type, contentId, inline } of mail.attachments) {
    const stored = await storeFile(platform, deskId, { bytes, name, type });
    files.push({ ...stored, contentId, inline });
  }
  if (mail.unreadable === null) return files;
  const whole = { bytes: raw, name: "message.eml", type: "message/rfc822" };
  const stored = await storeFile(platform, deskId, whole);
  return [...files, { ...stored, contentId: null, inline: false }];
}

export function keepAttachments(tx: Tx, { entry, files, now }: Letter) {
  return nameAttachments(tx, entry.desk_id, files, now);
}

/** Rows of stored files, as a message lists them. */
export async function nameAttachments(
  tx: Tx,
  deskId: string,
  files: readonly MailFile[],
  now: Date,
) {
  const kept = await nameFiles(tx, deskId, files, { uploadedBy: null, now, linked: true });
  return kept.map(({ id: fileId, name }, index) => {
    const file = files[index];
    assert(file, "a file got a row of its own");
    return { fileId, name, contentId: file.contentId, inline: file.inline };
  });
}
