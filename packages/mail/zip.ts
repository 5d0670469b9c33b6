/** The files in a ZIP archive, as its directory at the end lists them. Bytes of strangers: every size is doubted. */
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import { directoryOf, type Entry, localMark } from "./zip-directory.ts";

export { zipFault } from "./zip-directory.ts";

const inflate = promisify(inflateRaw);

/** Names that programs add and nobody packed. */
const noFile = /(?:^|[/\\])(?:__MACOSX[/\\]|\.DS_Store$|\._)|[/\\]$/;

export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === localMark;
}

/** How archives of the usual kinds begin: zip, gzip, bzip2, xz, 7z, rar. */
const beginnings = ["504b0304", "1f8b08", "425a68", "fd377a585a00", "377abcaf271c", "52617221"].map(
  (hex) => Buffer.from(hex, "hex"),
);

/** An archive of some kind: within another one it is not unpacked. */
export function isArchive(bytes: Buffer): boolean {
  const isTar = bytes.toString("latin1", 257, 262) === "ustar";
  return isTar || beginnings.some((one) => bytes.subarray(0, one.length).equals(one));
}

/**
 * Yields the bytes of each file in the archive; null for one that is encrypted, packed in an unusual way, broken, or
 * larger than `largest` when unpacked. Ask `zipFault` first.
 */
export async function* unzip(
  archive: Buffer,
  { largest }: { largest: number },
): AsyncGenerator<Buffer | null> {
  for (const entry of directoryOf(archive) ?? [])
    if (!noFile.test(entry.name)) yield await unpack(archive, entry, largest);
}

async function unpack(archive: Buffer, entry: Entry, largest: number): Promise<Buffer | null> {
  const { from, packed, size, method, flags, crc } = entry;
  const isEncrypted = (flags & 1) === 1;
  if (isEncrypted || size > largest || (method !== 0 && method !== 8)) return null;
  const bytes = archive.subarray(from, from + packed);
  const file = method === 0 ? bytes : await swollen(bytes, size);
  return file?.length === size && crc32(file) === crc ? file : null;
}

/** Never more than the directory says: what swells beyond it is broken. */
function swollen(bytes: Buffer, size: number): Promise<Buffer | null> {
  return inflate(bytes, { maxOutputLength: Math.max(size, 1) }).catch(() => null);
}
