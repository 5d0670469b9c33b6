/** The files in a ZIP archive, as its directory at the end lists them. Bytes of strangers: every size is doubted. */
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
/** The end of the directory stands before a comment of at most this length. */
const longestEnd = 22 + 0xffff;
/** Names that programs add and nobody packed. */
const noFile = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._)|\/$/;

type Entry = { name: string; method: number; packed: number; at: number; flags: number };

export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === localMark;
}

/**
 * Yields the bytes of each file in the archive; null for one that is encrypted, packed in an unusual way, broken, or
 * larger than `largest` when unpacked. Archives over 4 GB (ZIP64) have no readable directory and yield nothing.
 */
export async function* unzip(
  archive: Buffer,
  { largest }: { largest: number },
): AsyncGenerator<Buffer | null> {
  for (const entry of entriesOf(archive))
    if (!noFile.test(entry.name)) yield await unpack(archive, entry, largest);
}

function* entriesOf(archive: Buffer): Generator<Entry> {
  const end = endOf(archive);
  if (end === null) return;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== entryMark) return;
    const nameLength = archive.readUInt16LE(at + 28);
    yield {
      name: archive.toString("utf8", at + 46, at + 46 + nameLength),
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      at: archive.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function endOf(archive: Buffer): number | null {
  const first = Math.max(0, archive.length - longestEnd);
  for (let at = archive.length - 22; at >= first; at--)
    if (archive.readUInt32LE(at) === endMark) return at;
  return null;
}

async function unpack(archive: Buffer, entry: Entry, largest: number): Promise<Buffer | null> {
  const { at, packed, method, flags } = entry;
  const encrypted = (flags & 1) === 1;
  if (encrypted || at + 30 > archive.length || archive.readUInt32LE(at) !== localMark) return null;
  const from = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const bytes = archive.subarray(from, from + packed);
  if (bytes.length !== packed) return null;
  if (method === 0) return packed > largest ? null : bytes;
  if (method !== 8) return null;
  return inflate(bytes, { maxOutputLength: largest }).catch(() => null);
}
