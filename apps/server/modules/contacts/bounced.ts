import type { Tx } from "#platform/db.ts";

/** Mail to this address came back for good; the first time counts. */
export async function markBounced(
  tx: Tx,
  deskId: string,
  address: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("contact_emails")
    .set({ bounced_at: now })
    .where("desk_id", "=", deskId)
    .where("email", "=", address.trim().toLowerCase())
    .where("bounced_at", "is", null)
    .execute();
}
