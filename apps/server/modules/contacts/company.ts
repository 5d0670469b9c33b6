/** Companies: read, and found by the domain of an address. */
import { sql } from "kysely";
import type { Company } from "#contract/contacts.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { companyDomain } from "./provider.ts";

/** Written as the index is, so that it is used. */
export const companyWords = sql<string>`lower(name || ' ' || coalesce(domain, ''))`;

export function companyRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("companies")
    .select((eb) => [
      "id",
      "name",
      "domain",
      "created_at",
      eb.fn<string>("lower", ["name"]).as("sort_name"),
    ])
    .where("desk_id", "=", deskId);
}

type Row = Awaited<ReturnType<ReturnType<typeof companyRows>["execute"]>>[number];

export function toCompany(row: Row, openTickets: number): Company {
  const { id, name, domain, created_at } = row;
  return { id, name, domain, createdAt: created_at.toISOString(), openTickets };
}

export async function companyById(
  db: Db | Tx,
  deskId: string,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const row = await companyRows(db, deskId).where("id", "=", id).executeTakeFirst();
  return row ? { id: row.id, name: row.name } : null;
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
  const known = await companyRows(tx, deskId).where("domain", "=", domain).executeTakeFirst();
  if (known) return { id: known.id, name: known.name };
  const company = { id: newId(), name: domain };
  const made = await tx
    .insertInto("companies")
    .values({ desk_id: deskId, ...company, domain, created_at: now })
    .onConflict((conflict) => conflict.columns(["desk_id", "domain"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) return companyForAddress(tx, deskId, address, now);
  const ids = { companyId: company.id };
  await publish(tx, { type: "company.changed", deskId, at: now, ids, byUserId: null });
  return company;
}
