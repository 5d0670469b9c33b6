/** Records beside each other, with what tells them apart. Those that are gone are not there. */
import type { DoubleSide } from "#contract/doubles.ts";
import type { Agent } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { livingCompanies } from "./company.ts";
import { livingContacts } from "./contact.ts";
import { openTickets } from "./tally.ts";

export async function sidesOf(
  db: Db,
  agent: Agent,
  kind: "contact" | "company",
  wanted: readonly string[],
): Promise<Map<string, DoubleSide>> {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return new Map();
  const open = await openTickets(db, agent, { kind, ids });
  const found =
    kind === "contact" ? await contacts(db, agent, ids) : await companies(db, agent, ids);
  return new Map(found.map((one) => [one.id, { ...one, openTickets: open.get(one.id) ?? 0 }]));
}

/** Neither deleted nor merged into another. */
export async function livingAmong(
  db: Db,
  { deskId, kind }: { deskId: string; kind: "contact" | "company" },
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom(kind === "contact" ? "contacts" : "companies")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "in", [...ids])
    .where("deleted_at", "is", null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

type Bare = Omit<DoubleSide, "openTickets">;

async function contacts(db: Db, { deskId }: Agent, ids: readonly string[]): Promise<Bare[]> {
  const rows = await livingContacts(db, deskId)
    .where("contacts.id", "in", [...ids])
    .execute();
  return rows.map(({ id, name, emails, phones, company_name: companyName, created_at }) => ({
    ...{ id, name, addresses: emails, phones, companyName, createdAt: created_at.toISOString() },
  }));
}

async function companies(db: Db, { deskId }: Agent, ids: readonly string[]): Promise<Bare[]> {
  const rows = await livingCompanies(db, deskId)
    .where("companies.id", "in", [...ids])
    .execute();
  return rows.map(({ id, name, domains, created_at }) => ({
    ...{ id, name, addresses: domains, phones: [], companyName: null },
    createdAt: created_at.toISOString(),
  }));
}
