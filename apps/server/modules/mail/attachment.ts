/** The files of a mail: stored before the transaction, named in it. */
import { nameFile } from "#modules/files";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Stored } from "#platform/files.ts";
import type { Letter } from "./letter.ts";
import type { Reading } from "./read.ts";

export type StoredFile = {
  stored: Stored;
  name: string;
  type: string;
  contentId: string | null;
  inline: boolean;
};

/** Of a mail that could not be read, the mail itself is the file. */
export async function storeAttachments(
  platform: Platform,
  deskId: string,
  mail: Reading,
  raw: Buffer,
): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for (const { content, name, type, contentId, inline } of mail.attachments) {
    const stored = await platform.files.put(deskId, content);
    files.push({ stored, name, type, contentId, inline });
  }
  if (mail.unreadable !== null)
    files.push({
      stored: await platform.files.put(deskId, raw),
      name: "message.eml",
      type: "message/rfc822",
      contentId: null,
      inline: false,
    });
  return files;
}

export async function keepAttachments(platform: Platform, tx: Tx, { entry, files, now }: Letter) {
  const kept = [];
  for (const { stored, name, type, contentId, inline } of files) {
    const file = await nameFile(platform, tx, entry.desk_id, {
      stored,
      name,
      type,
      uploadedBy: null,
      now,
      linked: true,
    });
    kept.push({ fileId: file.id, name: file.name, contentId, inline });
  }
  return kept;
}
