/** Which tickets a deal is about: told on both. */
import type { InputOf } from "#contract/operation.ts";
import type { addDealToTicket as contract } from "#contract/deals.ts";
import { logChanges, placeOf } from "#modules/contacts";
import { noteOnTicket } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { announceDeal, lockDeal } from "./write.ts";

type Input = InputOf<typeof contract>;

export async function addDealToTicket(call: Call, input: Input): Promise<null> {
  await call.db.transaction().execute((tx) => attachDeal(tx, call, input));
  return null;
}

/** @throws Refusal ticket_not_found, edit_forbidden, ticket_merged, deal_not_found */
export async function attachDeal(tx: Tx, call: Call, { id, number }: Input): Promise<void> {
  const ticket = await noteOnTicket(tx, call, number, async (ticketId) => {
    await lockDeal(tx, call, id);
    const added = await tx
      .insertInto("deal_tickets")
      .values({ desk_id: call.desk.id, deal_id: id, ticket_id: ticketId })
      .onConflict((conflict) => conflict.doNothing())
      .returning("deal_id")
      .executeTakeFirst();
    return added ? { what: "deal_added", to: id } : null;
  });
  if (!ticket) return;
  const step = { what: "ticket_added" as const, to: String(number) };
  await logChanges(tx, placeOf(call, "deal", id), [step]);
  await announceDeal(tx, call, id);
}

export async function removeDealFromTicket(call: Call, { id, number }: Input): Promise<null> {
  const { db, desk } = call;
  await db.transaction().execute(async (tx) => {
    const ticket = await noteOnTicket(tx, call, number, async (ticketId) => {
      await lockDeal(tx, call, id);
      const removed = await tx
        .deleteFrom("deal_tickets")
        .where("desk_id", "=", desk.id)
        .where("deal_id", "=", id)
        .where("ticket_id", "=", ticketId)
        .returning("deal_id")
        .executeTakeFirst();
      return removed ? { what: "deal_removed", from: id } : null;
    });
    if (!ticket) return;
    const step = { what: "ticket_removed" as const, to: String(number) };
    await logChanges(tx, placeOf(call, "deal", id), [step]);
    await announceDeal(tx, call, id);
  });
  return null;
}
