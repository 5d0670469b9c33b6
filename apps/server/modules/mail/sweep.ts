import { deskIds } from "#modules/desks";
import { sweepFolder } from "#modules/files";
import type { Platform } from "#platform/call.ts";
import { rawFolder } from "./raw.ts";

/** Large mails that were stored and never acknowledged: the line dropped, or the row could not be written. */
export async function sweepMail(platform: Platform): Promise<void> {
  for (const deskId of await deskIds(platform.db))
    await sweepFolder(platform, rawFolder(deskId), async (hashes) => {
      const rows = await platform.db
        .selectFrom("mails")
        .select("raw_hash")
        .where("desk_id", "=", deskId)
        .where("raw", "is", null)
        .where("raw_hash", "in", hashes)
        .execute();
      return rows.map(({ raw_hash }) => raw_hash);
    });
}
