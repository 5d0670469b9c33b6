/** Sweeping: bytes that no row names, of cut uploads, expired files, rolled-back transactions and killed processes. */
import { forEachDesk } from "#modules/desks";
import type { Platform } from "#platform/call.ts";

/** Bytes lie in the store before their row is committed, so young ones are left alone. */
const hours = 48;

export function sweepFiles(platform: Platform): Promise<void> {
  return forEachDesk(platform, (deskId) =>
    sweepFolder(platform, deskId, async (hashes) => {
      const rows = await platform.db
        .selectFrom("files")
        .select("hash")
        .where("desk_id", "=", deskId)
        .where("hash", "in", hashes)
        .execute();
      return rows.map(({ hash }) => hash);
    }),
  );
}

/** `named` answers which of the hashes a row leads to. Bytes that are stored again meanwhile are young and stay. */
export async function sweepFolder(
  { files, clock }: Platform,
  folder: string,
  named: (hashes: Buffer[]) => Promise<Buffer[]>,
): Promise<void> {
  const before = new Date(clock().getTime() - hours * 3_600_000);
  await files.clearIncoming(folder, before);
  for await (const hashes of files.olderThan(folder, before)) {
    const used = new Set((await named(hashes)).map((hash) => hash.toString("hex")));
    for (const hash of hashes)
      if (!used.has(hash.toString("hex"))) await files.removeOlder(folder, hash, before);
  }
}
