import type { Readable } from "node:stream";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";

export type FileRow = {
  id: string;
  name: string;
  type: string;
  size: number;
  hash: Buffer;
  uploadedBy: string | null;
  /** Something uses it, or did. */
  linked: boolean;
};

/** Files by id, for those who know that they may; the order is not kept. */
export async function filesByIds(
  db: Db | Tx,
  deskId: string,
  fileIds: readonly string[],
): Promise<FileRow[]> {
  if (fileIds.length === 0) return [];
  const rows = await db
    .selectFrom("files")
    .select(["id", "name", "type", "size", "hash", "uploaded_by", "linked_at"])
    .where("desk_id", "=", deskId)
    .where("id", "in", [...fileIds])
    .execute();
  return rows.map(({ uploaded_by: uploadedBy, linked_at, ...row }) => ({
    ...row,
    uploadedBy,
    linked: linked_at !== null,
  }));
}

/** A file with its bytes as a stream; null when there is none. The rights are the caller's to ask. */
export async function openFile(
  platform: Platform,
  deskId: string,
  fileId: string,
): Promise<{ file: FileRow; body: Readable } | null> {
  const [file] = await filesByIds(platform.db, deskId, [fileId]);
  if (!file || !(await platform.files.has(deskId, file.hash))) return null;
  return { file, body: platform.files.stream(deskId, file.hash) };
}

export async function readBytes(
  platform: Platform,
  deskId: string,
  file: Pick<FileRow, "hash">,
): Promise<Buffer> {
  return platform.files.read(deskId, file.hash);
}
