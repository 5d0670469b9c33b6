/** What texts about a ticket are filled with. */
import type { DealStage } from "#contract/deals.ts";
import type { Agent } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { dealRows } from "./deal.ts";

export type DealDetails = {
  id: string;
  name: string;
  amount: number | null;
  currency: string;
  stage: DealStage;
  closeOn: string | null;
};

/** The deal that a ticket is about: the newest that is open, else the newest. */
export async function dealOfTicket(
  db: Db,
  agent: Agent,
  ticketId: string,
): Promise<DealDetails | null> {
  const row = await dealRows(db, agent)
    .where("deals.id", "in", (eb) =>
      eb
        .selectFrom("deal_tickets")
        .select("deal_id")
        .where("desk_id", "=", agent.deskId)
        .where("ticket_id", "=", ticketId),
    )
    .orderBy((eb) => eb("deals.stage", "in", ["won", "lost"]))
    .orderBy("deals.created_at", "desc")
    .orderBy("deals.id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { id, name, cents, currency, stage, close_on: closeOn } = row;
  return { id, name, amount: cents === null ? null : cents / 100, currency, stage, closeOn };
}
