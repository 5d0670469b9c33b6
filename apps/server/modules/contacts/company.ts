/** Companies: read, and found by the domain of an address. */
import { sql } from "kysely";
import type { Company } from "#contract/contacts.ts";
import { valuesFor } from "#modules/properties";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { logChanges } from "./history.ts";
import { companyDomain } from "./provider.ts";

/** Those that are there: not deleted, not merged into another. */
export function livingCompanies(db: Db | Tx, deskId: string) {
  return companyRows(db, deskId).where("companies.deleted_at", "is", null);
}

export function companyRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("companies")
    .select((eb) => [
      "companies.id",
      "companies.name",
      "companies.owner_user_id",
      "companies.created_at",
      "companies.merged_into_id",
      eb.fn<string>("lower", ["companies.name"]).as("sort_name"),
      domains.as("domains"),
      valuesFor("company", eb.ref("companies.desk_id"), eb.ref("companies.id")).as("properties"),
    ])
    .where("companies.desk_id", "=", deskId);
}

const domains = sql<string[]>`array(
  select d.domain from company_domains d
  where d.desk_id = companies.desk_id and d.company_id = companies.id order by d.position)`;

export type CompanyRow = Awaited<ReturnType<ReturnType<typeof companyRows>["execute"]>>[number];

export function toCompany(row: CompanyRow, openTickets: number): Company {
  const { id, name, domains, owner_user_id: ownerId, created_at } = row;
  const domain = domains[0] ?? null;
  const createdAt = created_at.toISOString();
  const properties = row.properties ?? {};
  return { id, name, domain, domains, ownerId, createdAt, openTickets, properties };
}

export async function companyById(
  db: Db | Tx,
  deskId: string,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const row = await livingCompanies(db, deskId).where("companies.id", "=", id).executeTakeFirst();
  return row ? { id: row.id, name: row.name } : null;
}

async function companyOfDomain(tx: Tx, deskId: string, domain: string) {
  const row = await tx
    .selectFrom("company_domains")
    .innerJoin("companies", (join) =>
      join
        .onRef("companies.desk_id", "=", "company_domains.desk_id")
        .onRef("companies.id", "=", "company_domains.company_id"),
    )
    .select(["companies.id", "companies.name"])
    .where("company_domains.desk_id", "=", deskId)
    .where("company_domains.domain", "=", domain)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The company whose domain the address has, made when there is none; null for providers of private mail.
 * Two mails of one new company may arrive at once: both get the same one.
 */
export async function companyForAddress(
  tx: Tx,
  deskId: string,
  address: string,
  now: Date,
): Promise<{ id: string; name: string } | null> {
  const domain = companyDomain(address);
  if (!domain) return null;
  const known = await companyOfDomain(tx, deskId, domain);
  if (known) return known;
  const company = { id: newId(), name: domain };
  await tx
    .insertInto("companies")
    .values({ desk_id: deskId, ...company, words: domain, created_at: now })
    .execute();
  const taken = await tx
    .insertInto("company_domains")
    .values({ desk_id: deskId, domain, company_id: company.id })
    .onConflict((conflict) => conflict.columns(["desk_id", "domain"]).doNothing())
    .returning("domain")
    .executeTakeFirst();
  if (!taken) {
    await forget(tx, deskId, company.id);
    return companyForAddress(tx, deskId, address, now);
  }
  await logChanges(tx, { deskId, kind: "company", id: company.id, at: now, byUserId: null }, [
    { what: "created" },
  ]);
  const ids = { companyId: company.id };
  await publish(tx, { type: "company.changed", deskId, at: now, ids, byUserId: null });
  return company;
}

function forget(tx: Tx, deskId: string, id: string) {
  return tx.deleteFrom("companies").where("desk_id", "=", deskId).where("id", "=", id).execute();
}
