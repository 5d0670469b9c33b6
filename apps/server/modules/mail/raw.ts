/** The bytes of a mail: small ones travel in their ledger row, large ones lie in the file store, apart from uploads. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Platform } from "#platform/call.ts";

export type Raw = {
  hash: Buffer;
  size: number;
  /** Null when they lie in the file store of each desk that they were gathered for. */
  bytes: Buffer | null;
};

/** Bytes up to which a mail is kept in its row: one write instead of two. */
const inRow = 64 * 1024;

export class MailTooLarge extends Error {}

/**
 * Reads a mail to its end; from then on it is on disk or in `bytes`.
 * @throws MailTooLarge beyond `limit` bytes
 */
export async function gatherRaw(
  platform: Platform,
  source: Readable | Buffer,
  deskIds: readonly string[],
  limit: number,
): Promise<Raw> {
  const chunks = Buffer.isBuffer(source) ? once(source) : source[Symbol.asyncIterator]();
  try {
    return await gather(platform, chunks, deskIds, limit);
  } catch (error) {
    // Whoever sends it listens only when everything has been read.
    await drain(chunks);
    throw error;
  }
}

async function gather(
  platform: Platform,
  chunks: AsyncIterator<unknown>,
  deskIds: readonly string[],
  limit: number,
): Promise<Raw> {
  const head: Buffer[] = [];
  let size = 0;
  while (size <= inRow) {
    const { done, value } = (await chunks.next()) as IteratorResult<Buffer, undefined>;
    if (done) return inMemory(Buffer.concat(head));
    head.push(value);
    size += value.length;
  }
  return spool(
    platform,
    deskIds,
    Readable.from(within(limit, head, chunks), { objectMode: false }),
  );
}

async function drain(chunks: AsyncIterator<unknown>) {
  let read = await chunks.next().catch(() => null);
  while (read && read.done !== true) read = await chunks.next().catch(() => null);
}

/** @throws when the store has lost them: a fault of the machine, never of the mail. */
export async function readRaw(
  platform: Platform,
  mail: { desk_id: string; raw: Buffer | null; raw_hash: Buffer },
): Promise<Buffer> {
  return mail.raw ?? platform.files.read(rawFolder(mail.desk_id), mail.raw_hash);
}

/** Beside the desk's uploads, so that an expiring upload of equal bytes never takes a mail with it. */
export function rawFolder(deskId: string) {
  return `${deskId}/mail`;
}

function inMemory(bytes: Buffer): Raw {
  return { bytes, size: bytes.length, hash: createHash("sha256").update(bytes).digest() };
}

async function spool(
  platform: Platform,
  deskIds: readonly string[],
  bytes: Readable,
): Promise<Raw> {
  const [first = "", ...others] = [...new Set(deskIds)];
  const { hash, size } = await platform.files.put(rawFolder(first), bytes);
  for (const deskId of others)
    await platform.files.put(rawFolder(deskId), platform.files.stream(rawFolder(first), hash));
  return { hash, size, bytes: null };
}

async function* within(
  limit: number,
  head: readonly Buffer[],
  rest: AsyncIterator<unknown>,
): AsyncGenerator<Buffer> {
  let size = 0;
  const counted = (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) throw new MailTooLarge(`the mail is larger than ${limit} bytes`);
    return chunk;
  };
  for (const chunk of head) yield counted(chunk);
  for (;;) {
    const { done, value } = (await rest.next()) as IteratorResult<Buffer, undefined>;
    if (done) return;
    yield counted(value);
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
