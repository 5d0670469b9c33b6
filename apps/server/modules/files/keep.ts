/** Keeping a file: the bytes under their hash, synced, before any transaction; then a row that names them. */
import type { Readable } from "node:stream";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Stored } from "#platform/files.ts";
import { newId } from "#platform/id.ts";
import { sniffType } from "./sniff.ts";

export type KeptFile = { id: string; name: string; type: string; size: number };

/** Bytes in the store, with what a row will say of them. */
export type StoredFile = Stored & { name: string; type: string };

export type GivenFile = {
  bytes: Buffer | Readable;
  name: string;
  /** The media type that the sender claims; the bytes are asked first. */
  type?: string;
};

export type Naming = {
  /** The user who uploaded them; null for files of mails. */
  uploadedBy: string | null;
  now: Date;
  /** Something uses them from the start: they never expire. */
  linked?: boolean;
};

export async function storeFile(
  platform: Platform,
  deskId: string,
  { bytes, name, type }: GivenFile,
): Promise<StoredFile> {
  const stored = await platform.files.put(deskId, bytes);
  const head = await firstBytes(platform, deskId, stored.hash);
  return {
    ...stored,
    name: name.slice(0, 300).toWellFormed(),
    type: await sniffType(head, type),
  };
}

/** Gives stored bytes their rows; answers them in the order asked. */
export async function nameFiles(
  tx: Tx,
  deskId: string,
  files: readonly StoredFile[],
  { uploadedBy, now, linked }: Naming,
): Promise<KeptFile[]> {
  if (files.length === 0) return [];
  const rows = files.map((file) => ({ ...file, id: newId(now.getTime()) }));
  await tx
    .insertInto("files")
    .values(
      rows.map(({ id, hash, name, type, size }) => ({
        desk_id: deskId,
        id,
        hash,
        name,
        type,
        size,
        uploaded_by: uploadedBy,
        linked_at: linked ? now : null,
        created_at: now,
      })),
    )
    .execute();
  return rows.map(({ id, name, type, size }) => ({ id, name, type, size }));
}

async function firstBytes(platform: Platform, deskId: string, hash: Buffer): Promise<Buffer> {
  const stream = platform.files.stream(deskId, hash);
  for await (const chunk of stream) return Buffer.from(chunk as Uint8Array);
  return Buffer.alloc(0);
}
