/** Deleting a deal, and taking it back as it was. */
import type { Deal } from "#contract/deals.ts";
import { logChanges, placeOf } from "#modules/contacts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { allDeals, dealAnswer } from "./deal.ts";
import { announceDeal, lockDeal } from "./write.ts";

export async function deleteDeal(call: Call, { id }: { id: string }): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    await lockDeal(tx, call, id);
    await mark(tx, call, id, "deleted");
  });
  return null;
}

export async function restoreDeal(call: Call, { id }: { id: string }): Promise<Deal> {
  const { db, agent } = call;
  await db.transaction().execute(async (tx) => {
    const row = await allDeals(tx, agent)
      .where("deals.id", "=", id)
      .where("deals.deleted_at", "is not", null)
      .forNoKeyUpdate("deals")
      .executeTakeFirst();
    if (!row) throw refuse("deal_not_found");
    await mark(tx, call, id, "restored");
  });
  return dealAnswer(db, agent, id);
}

async function mark(tx: Tx, call: Call, id: string, what: "deleted" | "restored") {
  await tx
    .updateTable("deals")
    .set({ deleted_at: what === "deleted" ? call.now : null })
    .where("desk_id", "=", call.desk.id)
    .where("id", "=", id)
    .execute();
  await logChanges(tx, placeOf(call, "deal", id), [{ what }]);
  await announceDeal(tx, call, id);
}
