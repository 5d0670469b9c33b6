import type { Pipeline } from "#contract/pipelines.ts";
import { channelsOf, createChannelDirectly } from "#modules/channels";
import { contactForAddress } from "#modules/contacts";
import { agentRights, createTeamDirectly, createUserDirectly, userByEmail } from "#modules/people";
import { pipelinesOf } from "#modules/pipelines";
import type { Db, Tx } from "#platform/db.ts";

export type SeedContact = { id: string; name: string; email: string; companyId: string | null };
export type SeedPeople = {
  userIds: string[];
  teamIds: string[];
  contacts: SeedContact[];
  channelId: string;
  address: string;
  pipeline: Pipeline;
};

const teams = ["Front desk", "Technicians", "Billing", "Returns"];
const perTeam = 5;
/** Whoever measures signs in as this one: rights *team* with unassigned. */
const measuringAgent = "agent@bench.example";

export async function seedDesk(db: Db, deskId: string, tickets: number): Promise<SeedPeople> {
  const now = new Date();
  return db.transaction().execute(async (tx) => {
    const [pipeline] = await pipelinesOf(tx, deskId);
    if (!pipeline) throw new Error("The desk has no pipeline: run setup first.");
    const people = await seedTeams(tx, deskId, now);
    const channel = await channelOf(tx, deskId, now);
    return {
      ...people,
      ...channel,
      pipeline,
      contacts: await contactsFor(tx, deskId, tickets, now),
    };
  });
}

/** Once a desk: a second seed adds tickets, not people. */
async function seedTeams(tx: Tx, deskId: string, now: Date) {
  const known = await userByEmail(tx, deskId, measuringAgent);
  if (known) throw new Error("This desk was seeded before. Seed a new one.");
  const userIds: string[] = [];
  const teamIds: string[] = [];
  for (const [index, name] of teams.entries()) {
    const memberIds = await membersOf(tx, deskId, index, now);
    const { id } = await createTeamDirectly(tx, deskId, { name, memberIds, now });
    userIds.push(...memberIds);
    teamIds.push(id);
  }
  return { userIds, teamIds };
}

async function membersOf(tx: Tx, deskId: string, team: number, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < perTeam; index++) {
    const email =
      team === 0 && index === 0 ? measuringAgent : `agent${team * perTeam + index}@bench.example`;
    const reach = { reach: "team", unassigned: true } as const;
    const rights = { ...agentRights, tickets: { view: reach, edit: reach, delete: reach } };
    const user = {
      name: `Agent ${team * perTeam + index}`,
      email,
      passwordHash: null,
      now,
      rights,
    };
    ids.push((await createUserDirectly(tx, deskId, user)).id);
  }
  return ids;
}

async function channelOf(tx: Tx, deskId: string, now: Date) {
  const [first] = await channelsOf(tx, deskId);
  if (first) return { channelId: first.id, address: first.address };
  const address = "support@bench.example";
  const { id } = await createChannelDirectly(tx, deskId, { address, name: "Support", now });
  return { channelId: id, address };
}

/** A customer writes some twenty tickets. */
async function contactsFor(
  tx: Tx,
  deskId: string,
  tickets: number,
  now: Date,
): Promise<SeedContact[]> {
  const contacts: SeedContact[] = [];
  for (let index = 0; index < Math.max(20, Math.ceil(tickets / 20)); index++) {
    const email = `customer${index}@firm${index % 400}.example`;
    const name = `Customer ${index}`;
    const { id } = await contactForAddress(tx, deskId, { name, address: email }, now);
    contacts.push({ id, name, email, companyId: null });
  }
  return contacts;
}
