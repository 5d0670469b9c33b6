/** Many deals at once, for the sample desk: nothing is announced. */
import type { DealStage } from "#contract/deals.ts";
import { logChanges, wordsOf } from "#modules/contacts";
import type { Tx } from "#platform/db.ts";

export type SeedDeal = {
  id: string;
  name: string;
  /** In euros; null = not known yet. */
  amount: number | null;
  stage: DealStage;
  closeOn: string | null;
  company: { id: string; name: string } | null;
  contactIds: readonly string[];
  ownerId: string;
  tickets: readonly { id: string; number: number }[];
  createdAt: Date;
};

export async function seedDeals(tx: Tx, deskId: string, deals: readonly SeedDeal[]): Promise<void> {
  if (deals.length === 0) return;
  await tx
    .insertInto("deals")
    .values(deals.map((deal) => rowOf(deskId, deal)))
    .execute();
  for (const deal of deals) await surround(tx, deskId, deal);
}

function rowOf(
  deskId: string,
  { id, name, amount, stage, closeOn, company, ownerId, createdAt }: SeedDeal,
) {
  return {
    ...{ desk_id: deskId, id, name, words: wordsOf([name, company?.name ?? null]), stage },
    ...{ cents: amount === null ? null : Math.round(amount * 100), currency: "EUR" },
    ...{ close_on: closeOn, company_id: company?.id ?? null, owner_user_id: ownerId },
    created_at: createdAt,
  };
}

/** Its people, its tickets and how it came to be. */
async function surround(tx: Tx, deskId: string, deal: SeedDeal): Promise<void> {
  const { id, contactIds, tickets, ownerId, createdAt } = deal;
  const people = contactIds.map((contact_id, position) => ({
    ...{ desk_id: deskId, deal_id: id, contact_id, position },
  }));
  if (people.length > 0) await tx.insertInto("deal_contacts").values(people).execute();
  const about = tickets.map((ticket) => ({ desk_id: deskId, deal_id: id, ticket_id: ticket.id }));
  if (about.length > 0) await tx.insertInto("deal_tickets").values(about).execute();
  const place = { deskId, kind: "deal" as const, id, at: createdAt, byUserId: ownerId };
  await logChanges(tx, place, [
    { what: "created" },
    ...tickets.map(({ number }) => ({ what: "ticket_added" as const, to: String(number) })),
  ]);
}
