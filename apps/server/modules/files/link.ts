import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { KeptFile } from "./keep.ts";

/**
 * Something begins to use uploaded files: from now on they stay. Answers them in the order asked.
 * Only one's own uploads can be used, so that an id heard of elsewhere opens nothing.
 * @throws Refusal attachment_unknown
 */
export async function linkFiles(
  tx: Tx,
  deskId: string,
  use: { fileIds: readonly string[]; uploadedBy: string; now: Date },
): Promise<KeptFile[]> {
  const { fileIds, uploadedBy, now } = use;
  if (fileIds.length === 0) return [];
  const rows = await tx
    .updateTable("files")
    .set({ linked_at: (eb) => eb.fn.coalesce("linked_at", eb.val(now)) })
    .where("desk_id", "=", deskId)
    .where("id", "in", [...fileIds])
    .where("uploaded_by", "=", uploadedBy)
    .returning(["id", "name", "type", "size"])
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return fileIds.map((id) => found.get(id) ?? refuseUnknown(id));
}

function refuseUnknown(fileId: string): never {
  throw refuse("attachment_unknown", { fileId });
}
