/** Keeping a file: the bytes under their hash, synced; then a row that names them. */
import type { Readable } from "node:stream";
import { sql } from "kysely";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Stored } from "#platform/files.ts";
import { newId } from "#platform/id.ts";
import { sniffType } from "./sniff.ts";

export type KeptFile = { id: string; name: string; type: string; size: number };

export type NewFile = {
  name: string;
  /** The media type that the sender claims; the bytes are asked first. */
  type?: string;
  /** The user who uploaded it; null for files of mails. */
  uploadedBy: string | null;
  now: Date;
  /** Something uses it from the start: it never expires. */
  linked?: boolean;
};

export async function keepFile(
  platform: Platform,
  tx: Tx,
  deskId: string,
  file: NewFile & { bytes: Buffer | Readable },
): Promise<KeptFile> {
  const stored = await platform.files.put(deskId, file.bytes);
  return nameFile(platform, tx, deskId, { ...file, stored });
}

/**
 * Gives stored bytes a row: for callers that store before they open the transaction.
 * @throws when an expiry took equal bytes away between the storing and the naming; storing again helps.
 */
export async function nameFile(
  platform: Platform,
  tx: Tx,
  deskId: string,
  file: NewFile & { stored: Stored },
): Promise<KeptFile> {
  const { hash, size } = file.stored;
  await lockBytes(tx, deskId, hash);
  const head = await firstBytes(platform, deskId, hash);
  const kept = {
    id: newId(file.now.getTime()),
    name: file.name.slice(0, 300).toWellFormed(),
    type: await sniffType(head, file.type),
    size,
  };
  await tx
    .insertInto("files")
    .values({
      ...kept,
      desk_id: deskId,
      hash,
      uploaded_by: file.uploadedBy,
      linked_at: file.linked ? file.now : null,
      created_at: file.now,
    })
    .execute();
  return kept;
}

/** Transactions that name or remove the same bytes go one after the other. */
export async function lockBytes(tx: Tx, deskId: string, hash: Buffer): Promise<void> {
  const key = `${deskId} ${hash.toString("hex")}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 11))`.execute(tx);
}

async function firstBytes(platform: Platform, deskId: string, hash: Buffer): Promise<Buffer> {
  const stream = platform.files.stream(deskId, hash);
  for await (const chunk of stream) return Buffer.from(chunk as Uint8Array);
  return Buffer.alloc(0);
}
