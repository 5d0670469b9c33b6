import { sql } from "kysely";
import { Id } from "#contract/common.ts";
import { forEachDesk } from "#modules/desks";
import { sweepFolder } from "#modules/files";
import type { Platform } from "#platform/call.ts";
import { importFolder } from "./import-work.ts";
import { forgetTurns } from "./brake.ts";
import { rawFolder } from "./raw.ts";

/** Large mails that were stored and never acknowledged: the line dropped, or the row could not be written. */
export function sweepMail(platform: Platform): Promise<void> {
  return forEachDesk(platform, async (deskId) => {
    await sweepImports(platform, deskId);
    await forgetTurns(platform.db, deskId, platform.clock());
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
  });
}

/** Folders of imports that are over, were stopped or never began. */
async function sweepImports(platform: Platform, deskId: string) {
  const { files, db, clock } = platform;
  const before = new Date(clock().getTime() - 48 * 3_600_000);
  for (const name of await files.foldersOlderThan(importFolder(deskId), before)) {
    const folder = `${importFolder(deskId)}/${name}`;
    const row = await db
      .selectFrom("mail_works")
      .select("id")
      .where("desk_id", "=", deskId)
      .where("state", "=", "running")
      .where(sql<string>`input->>'folder'`, "=", folder)
      .executeTakeFirst();
    if (!row && Id.safeParse(name).success) await files.removeFolder(folder);
  }
  await sweepOlder(platform, deskId);
}

/** Of imports from before each had a folder of its own. */
async function sweepOlder(platform: Platform, deskId: string) {
  await sweepFolder(platform, importFolder(deskId), async (hashes) => {
    const named = hashes.map((hash) => hash.toString("hex"));
    const rows = await platform.db
      .selectFrom("mail_works")
      .select(sql<string>`input->>'hash'`.as("hash"))
      .where("desk_id", "=", deskId)
      .where("kind", "=", "import")
      .where("state", "=", "running")
      .where(sql<string>`input->>'hash'`, "in", named)
      .execute();
    return rows.map(({ hash }) => Buffer.from(hash, "hex"));
  });
}
