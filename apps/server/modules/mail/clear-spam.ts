import { deskIds } from "#modules/desks";
import { eraseSpamTickets } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";

/** Days that spam can be restored. */
const keptDays = 90;

/** Lets go of the bytes of old spam. That it came, from whom and why it was kept away stays in the ledger. */
export async function clearSpam(platform: Platform): Promise<void> {
  const now = platform.clock();
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  for (const deskId of await deskIds(platform.db)) {
    await mailsOf(platform, deskId, now)
      .where("fate", "in", ["spam", "rejected_by_rule"])
      .where("settled_at", "<", before)
      .where("erased_at", "is", null)
      .execute();
    for (const mailIds of await eraseSpamTickets(platform.db, deskId, before))
      await mailsOf(platform, deskId, now).where("id", "in", mailIds).execute();
  }
}

/** Empty, not null: that would mean the file store, where a large one is swept as no row names it any more. */
function mailsOf({ db }: Platform, deskId: string, now: Date) {
  return db
    .updateTable("mails")
    .set({ raw: Buffer.alloc(0), erased_at: now })
    .where("desk_id", "=", deskId);
}
