/**
 * The file of a backup: an ordinary `.tar.gz` whose last entry lists the sha256 of all others.
 *
 * Any system can look into it: `tar xzf FILE && sha256sum -c SHA256SUMS`.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip, type Gzip } from "node:zlib";

export const sums = "SHA256SUMS";
const block = 512;

export type Archive = {
  add(name: string, bytes: Buffer): Promise<void>;
  /** Writes the list of sums, syncs, and gives the file its name. */
  close(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
};

/** @param file Must not exist yet; it appears whole or not at all. */
export async function createArchive(file: string): Promise<Archive> {
  const draft = `${file}.partial`;
  await refuseExisting(file);
  const gzip = createGzip({ level: 1 });
  const out = createWriteStream(draft, { mode: 0o600, flush: true });
  const written = finished(gzip.pipe(out));
  written.catch(() => {});
  gzip.on("error", (error) => out.destroy(error));
  out.on("error", (error) => gzip.destroy(error));
  const list: string[] = [];

  const add = async (name: string, bytes: Buffer) => {
    list.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);
    await put(gzip, name, bytes);
  };
  return {
    add,
    close: async () => {
      await put(gzip, sums, Buffer.from(list.join("")));
      gzip.end(Buffer.alloc(block * 2));
      await written;
      await rename(draft, file);
      await syncFolder(dirname(file));
    },
    discard: async () => {
      gzip.destroy();
      out.destroy();
      await rm(draft, { force: true });
    },
  };
}

async function refuseExisting(file: string) {
  const there = await open(file).catch(() => undefined);
  await there?.close();
  if (there) throw new Error(`${file} exists already; a backup never overwrites a file.`);
}

async function put(gzip: Gzip, name: string, bytes: Buffer) {
  if (gzip.destroyed) throw gzip.errored ?? new Error("The backup could not be written.");
  const padding = Buffer.alloc((block - (bytes.length % block)) % block);
  for (const part of [header(name, bytes.length), bytes, padding]) {
    if (part.length > 0 && !gzip.write(part)) await once(gzip, "drain");
  }
}

/** A ustar header: names up to 255 bytes in two fields, sizes up to 8 GiB. Ours are neither longer nor bigger. */
function header(name: string, size: number): Buffer {
  const [prefix, rest] = split(name);
  const bytes = Buffer.alloc(block);
  bytes.write(rest, 0);
  bytes.write(prefix, 345);
  bytes.write("0000600\0", 100);
  bytes.write("0000000\0", 108);
  bytes.write("0000000\0", 116);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, "0")}\0`,
    136,
  );
  bytes.write("        ", 148);
  bytes.write("0", 156);
  bytes.write("ustar\0", 257);
  bytes.write("00", 263);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

/** At the last slash that leaves both fields short enough. */
function split(name: string): [prefix: string, rest: string] {
  if (Buffer.byteLength(name) <= 100) return ["", name];
  const slash = name.lastIndexOf("/", 155);
  const [prefix, rest] = [name.slice(0, slash), name.slice(slash + 1)];
  if (slash < 1 || Buffer.byteLength(prefix) > 155 || Buffer.byteLength(rest) > 100) {
    throw new Error(`${name} is too long a name for the archive.`);
  }
  return [prefix, rest];
}

async function syncFolder(folder: string) {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

export type Entry = { name: string; bytes: Buffer };

/** Entries in their order, checked against their headers only; `verifyArchive` checks their sums. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const take = taker(createReadStream(file).pipe(createGunzip()));
  for (;;) {
    const head = await take(block);
    const name = [field(head, 345, 155), field(head, 0, 100)].filter(Boolean).join("/");
    if (name === "") return;
    if (head.toString("latin1", 257, 262) !== "ustar")
      throw new Error(`${file} is not a backup of Sportello.`);
    const size = Number.parseInt(head.toString("latin1", 124, 135), 8);
    const bytes = await take(size);
    await take((block - (size % block)) % block);
    yield { name, bytes };
  }
}

function field(head: Buffer, at: number, length: number) {
  return head.toString("utf8", at, at + length).replace(/\0.*$/s, "");
}

/** Gives exactly so many bytes of a stream at a time. */
function taker(stream: AsyncIterable<Buffer>) {
  const chunks = stream[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let length = 0;
  return async (wanted: number): Promise<Buffer> => {
    while (length < wanted) {
      const next = await chunks.next();
      if (next.done) throw new Error("The backup ends in the middle.");
      held.push(next.value);
      length += next.value.length;
    }
    const whole = held.length === 1 && held[0] ? held[0] : Buffer.concat(held, length);
    held = wanted < length ? [whole.subarray(wanted)] : [];
    length -= wanted;
    return whole.subarray(0, wanted);
  };
}

/** Reads all of it before anything is changed. @throws when a byte differs or an entry is missing. */
export async function verifyArchive(file: string): Promise<void> {
  const found: string[] = [];
  for await (const { name, bytes } of whole(file)) {
    if (name !== sums) found.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);
    else if (found.join("") === bytes.toString("utf8")) return;
    else throw new Error(`${file} is damaged: its contents differ from its list of sums.`);
  }
  throw new Error(`${file} is damaged: its list of sums is missing.`);
}

async function* whole(file: string) {
  try {
    yield* readArchive(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new Error(`${file} is damaged or no backup of Sportello.`, { cause: error });
    }
    throw error;
  }
}
