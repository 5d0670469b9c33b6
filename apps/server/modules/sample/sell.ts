/** Keeps the sample's deals, and says on their tickets who made them. */
import { seedDeals } from "#modules/deals";
import type { SeedTicket } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { type Cast, the } from "./cast.ts";
import { type Deal, type DealKey, deals } from "./deals.ts";
import type { Story } from "./story.ts";

const day = 86_400_000;

/** Their ids, before the tickets that name them are told. */
export function nameDeals(now: Date): Cast["deals"] {
  return new Map(Object.keys(deals).map((key) => [key as DealKey, newId(now.getTime())]));
}

/** So that the ticket's history says who made the deal: a moment after it came in. */
export function dealStep({ deal }: Story, createdAt: Date, cast: Cast): SeedTicket["history"] {
  if (!deal) return [];
  const by = { type: "user", id: the(cast.users, deals[deal].owner).id } as const;
  const at = madeAt(createdAt);
  return [{ what: "deal_added", cause: "by_hand", by, to: the(cast.deals, deal), at }];
}

export type DealTicket = { deal: DealKey; id: string; number: number; createdAt: Date };

export async function keepDeals(
  tx: Tx,
  deskId: string,
  cast: Cast,
  tickets: readonly DealTicket[],
): Promise<void> {
  const rows = tickets.map((ticket) => {
    const { name, amount, stage, closes, contacts, owner }: Deal = deals[ticket.deal];
    const people = contacts.map((one) => the(cast.contacts, one));
    const closeOn = new Date(cast.now.getTime() + closes * day).toISOString().slice(0, 10);
    return {
      ...{ id: the(cast.deals, ticket.deal), name, amount, stage, closeOn },
      company: people[0]?.company ?? null,
      contactIds: people.map(({ id }) => id),
      ownerId: the(cast.users, owner).id,
      tickets: [{ id: ticket.id, number: ticket.number }],
      createdAt: madeAt(ticket.createdAt),
    };
  });
  await seedDeals(tx, deskId, rows);
}

function madeAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + 20_000);
}
