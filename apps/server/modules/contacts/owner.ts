import { whyNotOwner } from "#modules/people";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

/** Whoever looks after a record works in the help desk. @throws Refusal owner_unknown, owner_without_access */
export async function refuseUnknownOwner(
  tx: Tx,
  deskId: string,
  ownerId: string | null | undefined,
): Promise<void> {
  if (!ownerId) return;
  const why = await whyNotOwner(tx, deskId, { type: "user", id: ownerId });
  if (why) throw refuse(why);
}
