/** Uploads that nothing used go after 48 hours, and their bytes with the last row that names them. */
import type { Platform } from "#platform/call.ts";
import { lockBytes } from "./keep.ts";

const hours = 48;

export async function expireUploads(platform: Platform): Promise<void> {
  const before = new Date(platform.clock().getTime() - hours * 3_600_000);
  const rows = await platform.db
    .selectFrom("files")
    .select(["desk_id", "id", "hash"])
    .where("linked_at", "is", null)
    .where("created_at", "<", before)
    .limit(1000)
    .execute();
  for (const row of rows) await expire(platform, row);
}

async function expire(platform: Platform, row: { desk_id: string; id: string; hash: Buffer }) {
  const { desk_id, id, hash } = row;
  await platform.db.transaction().execute(async (tx) => {
    await lockBytes(tx, desk_id, hash);
    const gone = await tx
      .deleteFrom("files")
      .where("desk_id", "=", desk_id)
      .where("id", "=", id)
      // It may have been linked since the list was made.
      .where("linked_at", "is", null)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return;
    const named = await tx
      .selectFrom("files")
      .select("id")
      .where("desk_id", "=", desk_id)
      .where("hash", "=", hash)
      .limit(1)
      .executeTakeFirst();
    if (!named) await platform.files.remove(desk_id, hash);
  });
}
