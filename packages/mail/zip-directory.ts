/** The directory of a ZIP archive, and what speaks against unpacking what it lists. Reads no file and unpacks nothing. */

export const localMark = 0x04034b50;
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** The end of the directory stands before a comment of at most this length. */
const longestEnd = 22 + 0xffff;

/** `from` is where its packed bytes begin, `at` where its own header does. */
export type Entry = {
  name: string;
  method: number;
  packed: number;
  size: number;
  crc: number;
  at: number;
  from: number;
  flags: number;
};

/**
 * `broken`: there is no directory, or one that does not fit its archive (ZIP64 as well). `swells`: a file becomes far larger
 * than mail does. `overlaps`: files share bytes. `leads_out`: a name leads out of the folder it is unpacked to.
 */
export type ZipFault = "broken" | "too_many" | "too_large" | "swells" | "overlaps" | "leads_out";

/** Mail shrinks to a tenth, equal mails to a hundredth; bombs to a thousandth. Small files may be anything. */
const mostSwelling = 250;
const smallFile = 10 * 1024 * 1024;

/** Why the archive must not be unpacked; null where nothing speaks against it. */
export function zipFault(
  archive: Buffer,
  most: { entries: number; unpacked: number },
): ZipFault | null {
  const entries = directoryOf(archive);
  if (!entries) return "broken";
  if (entries.length > most.entries) return "too_many";
  if (entries.some(({ name }) => leadsOut(name))) return "leads_out";
  if (overlap(entries)) return "overlaps";
  if (entries.some(({ size, packed }) => size > smallFile && size > packed * mostSwelling))
    return "swells";
  return entries.reduce((sum, { size }) => sum + size, 0) > most.unpacked ? "too_large" : null;
}

function leadsOut(name: string): boolean {
  const path = name.replaceAll("\\", "/");
  return /^\/|^[a-z]:|\0/i.test(path) || path.split("/").includes("..");
}

function overlap(entries: readonly Entry[]): boolean {
  let free = 0;
  for (const { at, from, packed } of entries.toSorted((a, b) => a.at - b.at)) {
    if (at < free) return true;
    free = from + packed;
  }
  return false;
}

/** All entries in their order; null where the directory is not whole. */
export function directoryOf(archive: Buffer): Entry[] | null {
  const end = endOf(archive);
  if (end === null) return null;
  const entries: Entry[] = [];
  const first = archive.readUInt32LE(end + 16);
  let at = first;
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const read = at + 46 <= end ? entryAt(archive, at, first) : null;
    if (!read) return null;
    entries.push(read.entry);
    at = read.next;
  }
  return at <= end ? entries : null;
}

function entryAt(archive: Buffer, at: number, first: number) {
  if (archive.readUInt32LE(at) !== entryMark) return null;
  const nameLength = archive.readUInt16LE(at + 28);
  const local = archive.readUInt32LE(at + 42);
  if (local + 30 > first || archive.readUInt32LE(local) !== localMark) return null;
  const entry: Entry = {
    name: archive.toString("utf8", at + 46, at + 46 + nameLength),
    flags: archive.readUInt16LE(at + 8),
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packed: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    at: local,
    from: local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28),
  };
  if (entry.from + entry.packed > first) return null;
  const tail = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  return { entry, next: at + 46 + nameLength + tail };
}

function endOf(archive: Buffer): number | null {
  const first = Math.max(0, archive.length - longestEnd);
  for (let at = archive.length - 22; at >= first; at--)
    if (archive.readUInt32LE(at) === endMark) return at;
  return null;
}
