/** What Lariana may sell to those who write: each deal began with one of the tickets. */
import type { DealStage } from "#contract/deals.ts";
import type { ContactKey } from "./customers.ts";
import type { UserKey } from "./team.ts";

export type Deal = {
  name: string;
  amount: number | null;
  stage: DealStage;
  /** Days from now. */
  closes: number;
  contacts: readonly ContactKey[];
  owner: UserKey;
};

export type DealKey = keyof typeof deals;

export const deals = {
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
