/** Loading the sample desk: people first, then what they said, in a handful of bulk writes. */
import { randomBytes } from "node:crypto";
import type { Pipeline } from "#contract/pipelines.ts";
import { createChannelDirectly } from "#modules/channels";
import { seedCompanies, seedContacts } from "#modules/contacts";
import { createTeamDirectly, createUserDirectly, hashPassword } from "#modules/people";
import { indexEntries } from "#modules/search";
import { type SeedTicket, seedTickets } from "#modules/tickets";
import type { Desk, Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { keepAttachments } from "./attachments.ts";
import { companies, type CompanyKey, type ContactKey, contacts } from "./customers.ts";
import type { DealKey } from "./deals.ts";
import { type DealTicket, keepDeals, nameDeals } from "./sell.ts";
import { stories } from "./stories/index.ts";
import {
  channels,
  type ChannelKey,
  channelSignature,
  teams,
  type TeamKey,
  type UserKey,
  users,
} from "./team.ts";
import type { Cast } from "./cast.ts";
import { tell } from "./tell.ts";
import { keepTexts } from "./texts.ts";

type Stage = { desk: Desk; ownerId: string; ownerName: string; pipeline: Pipeline; now: Date };

export async function loadSample(platform: Platform, tx: Tx, stage: Stage): Promise<void> {
  const { desk, now, pipeline, ownerId } = stage;
  const cast: Cast = {
    pipeline,
    users: await keepUsers(tx, stage),
    teams: new Map(),
    channels: await keepChannels(tx, stage),
    contacts: await keepCustomers(tx, stage),
    deals: nameDeals(now),
    files: await keepAttachments(platform, tx, desk.id, now),
    now,
  };
  cast.teams = await keepTeams(tx, stage, cast.users);
  await keepTexts(tx, desk.id, ownerId, now);
  const told = stories.map((story) => ({ deal: story.deal, ticket: tell(story, cast) }));
  const inOrder = told.toSorted(
    (a, b) => a.ticket.createdAt.getTime() - b.ticket.createdAt.getTime(),
  );
  const tickets = inOrder.map(({ ticket }) => ticket);
  const made = await seedTickets(tx, desk.id, tickets);
  await keepDeals(tx, desk.id, cast, dealTickets(inOrder, made));
  await indexEntries(tx, desk.id, { tickets: made.map(({ id }) => id), messages: "all" });
}

function dealTickets(
  told: readonly { deal: DealKey | undefined; ticket: SeedTicket }[],
  made: readonly { id: string; number: number }[],
): DealTicket[] {
  return made.flatMap((place, at) => {
    const { deal, ticket } = told[at] ?? {};
    return deal && ticket ? [{ deal, createdAt: ticket.createdAt, ...place }] : [];
  });
}

/** Colleagues of the owner; their passwords are known to nobody, a reset by mail lets them in. */
async function keepUsers(tx: Tx, { desk, ownerId, ownerName, now }: Stage): Promise<Cast["users"]> {
  const passwordHash = await hashPassword(randomBytes(24).toString("base64url"));
  const kept: Cast["users"] = new Map([["owner", { id: ownerId, name: ownerName }]]);
  for (const [key, { name, email, locale, rights, title }] of Object.entries(users)) {
    const signatureHtml = `<p>${name}<br>${title[locale]}</p>`;
    const user = { name, email, locale, rights, signatureHtml, passwordHash, now };
    const { id } = await createUserDirectly(tx, desk.id, user);
    kept.set(key as UserKey, { id, name });
  }
  return kept;
}

async function keepTeams(
  tx: Tx,
  { desk, now }: Stage,
  people: Cast["users"],
): Promise<Cast["teams"]> {
  const kept: Cast["teams"] = new Map();
  for (const [key, { name, members }] of Object.entries(teams)) {
    const memberIds = members.flatMap((member) => people.get(member)?.id ?? []);
    kept.set(key as TeamKey, await createTeamDirectly(tx, desk.id, { name, memberIds, now }));
  }
  return kept;
}

async function keepChannels(tx: Tx, { desk, now }: Stage): Promise<Cast["channels"]> {
  const kept: Cast["channels"] = new Map();
  for (const [key, { name, address }] of Object.entries(channels)) {
    // One after the other: the first is what a mail leaves from unless something says otherwise.
    const made = new Date(now.getTime() - 1000 + kept.size);
    const channel = { name, address, signatureHtml: channelSignature, now: made };
    const { id } = await createChannelDirectly(tx, desk.id, channel);
    kept.set(key as ChannelKey, { id, name, address });
  }
  return kept;
}

async function keepCustomers(tx: Tx, { desk, now }: Stage): Promise<Cast["contacts"]> {
  const firms = Object.entries(companies) as [CompanyKey, { name: string; domain: string }][];
  const firmIds = await seedCompanies(
    tx,
    desk.id,
    firms.map(([, firm]) => firm),
    now,
  );
  const firmOf = new Map(
    firms.map(([key, { name }], at) => [key, { id: firmIds[at] ?? "", name }]),
  );
  const people = Object.entries(contacts) as [ContactKey, (typeof contacts)[ContactKey]][];
  const rows = people.map(([, { company, phone = null, jobTitle = null, ...rest }]) => ({
    ...rest,
    phone,
    jobTitle,
    company: (company && firmOf.get(company)) ?? null,
  }));
  const ids = await seedContacts(tx, desk.id, rows, now);
  return new Map(
    people.map(([key, { name, emails, company }], at) => [
      key,
      {
        id: ids[at] ?? "",
        name,
        email: emails[0],
        company: (company && firmOf.get(company)) ?? null,
      },
    ]),
  );
}
