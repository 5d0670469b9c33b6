/** What is in a file that somebody imports: mails, and what is left out of it. */
import { splitMbox } from "#mail/mbox.ts";
import { isArchive, isZip, unzip, zipFault } from "#mail/zip.ts";
import type { FileStore } from "#platform/files.ts";
import { refuse } from "#platform/refusal.ts";
import { sizeLimit } from "#platform/smtp/listen.ts";
import { type Imported, sortOf } from "./import.ts";

/** Bytes of one uploaded file, and of all files in an archive: years of a mailbox. */
export const importLimit = 2 * 1024 * 1024 * 1024;
/** An archive is unpacked in memory, and so is each file of it. */
const archiveLimit = 256 * 1024 * 1024;
const mostEntries = 20_000;

/** `nested` is an archive in an archive: it is not unpacked. */
export type Part = { sort: keyof Imported | "nested"; bytes: Buffer };

type Place = { folder: string; hash: Buffer };

/** Each mail of the file, and what is left out of it. */
export async function* partsOf(files: FileStore, { folder, hash }: Place): AsyncGenerator<Part> {
  if (!(await beginsAsZip(files, { folder, hash })))
    return yield* mailsIn(files.stream(folder, hash));
  for await (const file of unzip(await files.read(folder, hash), { largest: archiveLimit }))
    if (!file) yield { sort: "tooLarge", bytes: nothing };
    else if (isArchive(file)) yield { sort: "nested", bytes: nothing };
    else yield* mailsIn([file]);
}

const nothing = Buffer.alloc(0);

async function beginsAsZip(files: FileStore, { folder, hash }: Place): Promise<boolean> {
  for await (const chunk of files.stream(folder, hash)) return isZip(chunk as Buffer);
  return false;
}

async function* mailsIn(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Part> {
  for await (const mail of splitMbox(bytes)) yield { sort: sortOf(mail), bytes: mail };
}

/**
 * Any text is some mail to a patient reader: a file without one is refused before anything begins, and so is an archive
 * that must not be unpacked. @throws Refusal file_too_large, file_not_mail, archive_too_large, archive_suspect,
 * archive_unreadable
 */
export async function refuseWithoutMail(files: FileStore, place: Place, size: number) {
  const isPacked = await beginsAsZip(files, place);
  if (isPacked) await refuseArchive(files, place, size);
  let some = false;
  for await (const { sort } of partsOf(files, place)) {
    if (sort === "mails") return;
    some ||= sort !== "notMail";
  }
  if (some && isPacked) throw refuse("archive_unreadable");
  if (some) throw refuse("file_too_large", { limit: sizeLimit });
  throw refuse("file_not_mail");
}

async function refuseArchive(files: FileStore, { folder, hash }: Place, size: number) {
  if (size > archiveLimit) throw refuse("file_too_large", { limit: archiveLimit });
  const most = { entries: mostEntries, unpacked: importLimit };
  const fault = zipFault(await files.read(folder, hash), most);
  if (fault === "too_many" || fault === "too_large")
    throw refuse("archive_too_large", { files: mostEntries, limit: importLimit });
  if (fault === "broken") throw refuse("archive_unreadable");
  if (fault) throw refuse("archive_suspect", { reason: fault });
}
