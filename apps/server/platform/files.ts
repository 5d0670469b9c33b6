/**
 * Bytes on disk, content addressed: a file's place is the sha256 of its bytes, within its desk.
 * A file is synced before it is named, so a name in the database always leads to whole bytes.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type Stored = { hash: Buffer; size: number };

export type FileStore = {
  put(deskId: string, bytes: Buffer | Readable): Promise<Stored>;
  read(deskId: string, hash: Buffer): Promise<Buffer>;
  stream(deskId: string, hash: Buffer): Readable;
  has(deskId: string, hash: Buffer): Promise<boolean>;
  remove(deskId: string, hash: Buffer): Promise<void>;
  /** The folder, for backup and doctor. */
  root: string;
};

export function diskFiles(root: string): FileStore {
  const place = (deskId: string, hash: Buffer) => {
    const hex = hash.toString("hex");
    return join(root, deskId, hex.slice(0, 2), hex.slice(2));
  };
  return {
    root,
    put: (deskId, bytes) =>
      keep(bytes, join(root, deskId, "incoming"), (hash) => place(deskId, hash)),
    read: (deskId, hash) => readFile(place(deskId, hash)),
    stream: (deskId, hash) => createReadStream(place(deskId, hash)),
    has: (deskId, hash) =>
      stat(place(deskId, hash)).then(
        () => true,
        () => false,
      ),
    remove: (deskId, hash) => rm(place(deskId, hash), { force: true }),
  };
}

async function keep(
  bytes: Buffer | Readable,
  incoming: string,
  place: (hash: Buffer) => string,
): Promise<Stored> {
  await mkdir(incoming, { recursive: true });
  const passing = join(incoming, randomUUID());
  const sha = createHash("sha256");
  let size = 0;
  try {
    const source = Buffer.isBuffer(bytes) ? [bytes] : bytes;
    await pipeline(
      source,
      async function* measure(chunks: AsyncIterable<Buffer> | Iterable<Buffer>) {
        for await (const chunk of chunks) {
          sha.update(chunk);
          size += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(passing, { mode: 0o600, flush: true }),
    );
    const hash = sha.digest();
    await nameDurably(passing, place(hash));
    return { hash, size };
  } catch (error) {
    await rm(passing, { force: true });
    throw error;
  }
}

/** A rename survives a power cut only once the folder is synced too. */
async function nameDurably(passing: string, to: string) {
  await mkdir(dirname(to), { recursive: true });
  await rename(passing, to);
  const folder = await open(dirname(to));
  await folder.sync().finally(() => folder.close());
}
