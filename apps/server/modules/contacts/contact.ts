/** Contacts as they are read. */
import { sql } from "kysely";
import type { Contact } from "#contract/contacts.ts";
import { valuesFor } from "#modules/properties";
import type { Db, Tx } from "#platform/db.ts";

/** A contact beside a ticket or message: who it is, no more. A deleted one stays named where it was. */
export type Person = {
  id: string;
  name: string;
  email: string | null;
  companyId: string | null;
  deleted: boolean;
};

export async function contactsByIds(
  db: Db | Tx,
  deskId: string,
  ids: readonly string[],
): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await contactRows(db, deskId)
    .where("contacts.id", "in", [...ids])
    .execute();
  const found = new Map(rows.map((row) => [row.id, toPerson(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function contactById(db: Db | Tx, deskId: string, id: string): Promise<Person | null> {
  return (await contactsByIds(db, deskId, [id]))[0] ?? null;
}

/** Those that are there: not deleted, not merged into another. */
export function livingContacts(db: Db | Tx, deskId: string) {
  return contactRows(db, deskId).where("contacts.deleted_at", "is", null);
}

/** Contacts with company and addresses, unordered. */
export function contactRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("contacts")
    .leftJoin("companies", (join) =>
      join
        .onRef("companies.desk_id", "=", "contacts.desk_id")
        .onRef("companies.id", "=", "contacts.company_id")
        .on("companies.deleted_at", "is", null),
    )
    .select((eb) => [
      valuesFor("contact", eb.ref("contacts.desk_id"), eb.ref("contacts.id")).as("properties"),
      "contacts.id",
      "contacts.name",
      "contacts.job_title",
      "contacts.owner_user_id",
      "contacts.created_at",
      "contacts.deleted_at",
      "contacts.merged_into_id",
      "companies.id as company_id",
      "companies.name as company_name",
      eb.fn<string>("lower", ["contacts.name"]).as("sort_name"),
      emails.as("emails"),
      phones.as("phones"),
    ])
    .where("contacts.desk_id", "=", deskId);
}

const emails = sql<string[]>`array(
  select e.email from contact_emails e
  where e.desk_id = contacts.desk_id and e.contact_id = contacts.id order by e.position)`;

const phones = sql<string[]>`array(
  select p.phone from contact_phones p
  where p.desk_id = contacts.desk_id and p.contact_id = contacts.id order by p.position)`;

export type ContactRow = Awaited<ReturnType<ReturnType<typeof contactRows>["execute"]>>[number];

export function toContact(row: ContactRow, openTickets: number): Contact {
  return {
    id: row.id,
    name: row.name,
    email: row.emails[0] ?? null,
    emails: row.emails,
    phone: row.phones[0] ?? null,
    phones: row.phones,
    jobTitle: row.job_title,
    companyId: row.company_id,
    companyName: row.company_name,
    ownerId: row.owner_user_id,
    createdAt: row.created_at.toISOString(),
    openTickets,
    properties: row.properties ?? {},
  };
}

function toPerson(row: ContactRow): Person {
  const { id, name, company_id: companyId, deleted_at } = row;
  return { id, name, email: row.emails[0] ?? null, companyId, deleted: deleted_at !== null };
}
