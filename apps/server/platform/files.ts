/**
 * Bytes on disk, content addressed: a file's place is the sha256 of its bytes, within its desk.
 * A file is synced before it is named, so a name in the database always leads to whole bytes.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
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
  /** What was last stored before a moment, some at a time. Storing bytes again makes them young. */
  olderThan(deskId: string, before: Date): AsyncIterable<Buffer[]>;
  removeOlder(deskId: string, hash: Buffer, before: Date): Promise<void>;
  /** Folders within one of a desk's, what was last stored in them before a moment. */
  foldersOlderThan(folder: string, before: Date): Promise<string[]>;
  /** A folder with everything in it. */
  removeFolder(folder: string): Promise<void>;
  /** Bytes that were never named, because their process was killed while they came in. */
  clearIncoming(deskId: string, before: Date): Promise<void>;
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
    olderThan: (deskId, before) => older(join(root, deskId), before),
    removeOlder: (deskId, hash, before) => removeIfOlder(place(deskId, hash), before),
    foldersOlderThan: async (folder, before) => {
      const old: string[] = [];
      for (const name of await namesIn(join(root, folder)))
        if (await isOlder(join(root, folder, name), before)) old.push(name);
      return old;
    },
    removeFolder: (folder) => rm(join(root, folder), { recursive: true, force: true }),
    clearIncoming: async (deskId, before) => {
      const incoming = join(root, deskId, "incoming");
      for (const name of await namesIn(incoming)) await removeIfOlder(join(incoming, name), before);
    },
  };
}

async function* older(folder: string, before: Date): AsyncGenerator<Buffer[]> {
  for (const head of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const hashes: Buffer[] = [];
    for (const rest of await namesIn(join(folder, head)))
      if (await isOlder(join(folder, head, rest), before))
        hashes.push(Buffer.from(head + rest, "hex"));
    if (hashes.length > 0) yield hashes;
  }
}

async function removeIfOlder(path: string, before: Date): Promise<void> {
  if (await isOlder(path, before)) await rm(path, { force: true });
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await unlessMissing(stat(path));
  return found !== null && found.mtime < before;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await unlessMissing(readdir(folder))) ?? [];
}

function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
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
