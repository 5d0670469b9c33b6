/** What Lariana may sell to those who write: each deal began with one of the tickets. */
import type { DealStage } from "#contract/deals.ts";
import { seedDeals } from "#modules/deals";
import type { SeedTicket } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { type Cast, the } from "./cast.ts";
import type { ContactKey } from "./customers.ts";
import type { Story } from "./story.ts";
import type { UserKey } from "./team.ts";

type Deal = {
  name: string;
  amount: number | null;
  stage: DealStage;
  /** Days from now. */
  closes: number;
  contacts: readonly ContactKey[];
  owner: UserKey;
};

export type DealKey = keyof typeof deals;

const deals = {
  offices: {
    name: "Twelve Grigna 2 for the London offices",
    amount: 28_900,
    stage: "qualified",
    closes: 26,
    contacts: ["daniel"],
    owner: "owner",
  },
  galway: {
    name: "Resegone 3 groups for Galway",
    amount: null,
    stage: "new",
    closes: 95,
    contacts: ["aoife"],
    owner: "priya",
  },
  studio: {
    name: "Grigna 2 per la sala riunioni",
    amount: 2480,
    stage: "negotiation",
    closes: 12,
    contacts: ["giulia"],
    owner: "elena",
  },
  hotel: {
    name: "Contratto di manutenzione, due macchine",
    amount: 1860,
    stage: "proposal",
    closes: 18,
    contacts: ["paolo", "anna"],
    owner: "chiara",
  },
  shipping: {
    name: "Grigna 1 per l'ufficio spedizioni",
    amount: 671.5,
    stage: "won",
    closes: -14,
    contacts: ["sergio"],
    owner: "elena",
  },
} as const satisfies Record<string, Deal>;

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
