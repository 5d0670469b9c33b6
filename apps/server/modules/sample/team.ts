/** Lariana, a maker of espresso machines at Lecco: who answers there, in which teams, with which rights. */
import type { Rights } from "#contract/people.ts";
import { agentRights } from "#modules/people";

const own = { reach: "own", unassigned: true } as const;
const team = { reach: "team", unassigned: true } as const;
const none = { reach: "none", unassigned: false } as const;
const { tickets } = agentRights;

export type UserKey = keyof typeof users | "owner";
export type TeamKey = keyof typeof teams;
export type ChannelKey = keyof typeof channels;

type SampleUser = {
  name: string;
  email: string;
  locale: "en" | "it";
  title: { en: string; it: string };
  rights: Rights;
};

export const users = {
  chiara: {
    name: "Chiara Fumagalli",
    email: "chiara.fumagalli@lariana.example",
    locale: "it",
    title: { en: "Head of customer care", it: "Responsabile assistenza clienti" },
    rights: { ...agentRights, accountAccess: true },
  },
  marco: {
    name: "Marco Brambilla",
    email: "marco.brambilla@lariana.example",
    locale: "it",
    title: { en: "Senior technician", it: "Tecnico senior" },
    rights: { ...agentRights, tickets: { ...tickets, delete: none } },
  },
  davide: {
    name: "Davide Colombo",
    email: "davide.colombo@lariana.example",
    locale: "it",
    title: { en: "Workshop technician", it: "Tecnico di laboratorio" },
    rights: { ...agentRights, tickets: { view: tickets.view, edit: team, delete: none } },
  },
  hannah: {
    name: "Hannah Whitfield",
    email: "hannah.whitfield@lariana.example",
    locale: "en",
    title: { en: "Customer support", it: "Assistenza clienti" },
    rights: { ...agentRights, tickets: { ...tickets, delete: team } },
  },
  tom: {
    name: "Tom Aldridge",
    email: "tom.aldridge@lariana.example",
    locale: "en",
    title: { en: "Customer support", it: "Assistenza clienti" },
    rights: { ...agentRights, tickets: { view: team, edit: team, delete: none } },
  },
  priya: {
    name: "Priya Raman",
    email: "priya.raman@lariana.example",
    locale: "en",
    title: { en: "Orders and billing", it: "Ordini e fatturazione" },
    rights: { ...agentRights, salesAccess: true, tickets: { view: team, edit: team, delete: own } },
  },
  elena: {
    name: "Elena Rota",
    email: "elena.rota@lariana.example",
    locale: "it",
    title: { en: "Orders and billing", it: "Ordini e fatturazione" },
    rights: { ...agentRights, tickets: { view: team, edit: team, delete: none } },
  },
} as const satisfies Record<string, SampleUser>;

export const teams = {
  care: { name: "Customer care", members: ["chiara", "hannah", "tom", "owner"] },
  workshop: { name: "Workshop", members: ["marco", "davide", "chiara"] },
  orders: { name: "Orders & billing", members: ["priya", "elena"] },
} as const satisfies Record<
  string,
  { name: string; members: readonly (keyof typeof users | "owner")[] }
>;

export const channels = {
  support: { name: "Support", address: "support@lariana.example" },
  orders: { name: "Orders", address: "orders@lariana.example" },
} as const;

export const channelSignature =
  "<p>Lariana Macchine per Caffè · Via Ghislanzoni 18, 23900 Lecco · +39 0341 555 0180</p>";
