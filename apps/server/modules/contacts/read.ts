/** Contacts and companies, one or a page by name. */
import { sql } from "kysely";
import * as z from "zod";
import { Id, Text } from "#contract/common.ts";
import type * as contract from "#contract/contacts.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { refuse } from "#platform/refusal.ts";
import { companyRows, livingCompanies, toCompany } from "./company.ts";
import { contactRows, livingContacts, toContact } from "./contact.ts";
import { companySurvivor, contactSurvivor } from "./survivor.ts";
import { openTickets } from "./tally.ts";
import { hasWords } from "./words.ts";

const Place = z.tuple([Text(1000), Id]);
type Ask<Filter> = { filter: Filter; limit: number; after: z.infer<typeof Place> | null };

export async function listContacts(
  { db, desk, agent }: Call,
  { limit, cursor, ...filter }: InputOf<typeof contract.listContacts>,
): Promise<OutputOf<typeof contract.listContacts>> {
  const ask = { filter, limit, after: readCursor(cursor, Place) };
  const found = await contactsQuery(db, desk.id, ask).execute();
  const page = cutPage(found, limit, ({ sort_name, id }) => [sort_name, id]);
  const ids = page.rows.map(({ id }) => id);
  const open = await openTickets(db, agent, { kind: "contact", ids });
  const items = page.rows.map((row) => toContact(row, open.get(row.id) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

type ContactFilter = {
  q?: string | undefined;
  companyId?: string | undefined;
  hasEmail?: boolean | undefined;
};

export function contactsQuery(
  db: Db,
  deskId: string,
  { filter: { q, companyId, hasEmail }, limit, after }: Ask<ContactFilter>,
) {
  let query = livingContacts(db, deskId)
    .orderBy((eb) => eb.fn("lower", ["contacts.name"]))
    .orderBy("contacts.id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, eb.ref("contacts.words"), q));
  if (companyId) query = query.where("contacts.company_id", "=", companyId);
  if (hasEmail !== undefined) query = query.where(sql<boolean>`${addressed} = ${hasEmail}`);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple(eb.fn<string>("lower", ["contacts.name"]), "contacts.id"),
        ">",
        eb.tuple(...after),
      ),
    );
  return query;
}

const addressed = sql<boolean>`exists (select from contact_emails
  where contact_emails.desk_id = contacts.desk_id and contact_emails.contact_id = contacts.id)`;

export async function readContact(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  { id }: { id: string },
): Promise<contract.Contact> {
  const row = await contactRows(db, desk.id)
    .where("contacts.id", "=", await contactSurvivor(db, desk.id, id))
    .where("contacts.deleted_at", "is", null)
    .executeTakeFirst();
  if (!row) throw refuse("contact_not_found");
  const open = await openTickets(db, agent, { kind: "contact", ids: [row.id] });
  return toContact(row, open.get(row.id) ?? 0);
}

export async function listCompanies(
  { db, desk, agent }: Call,
  { limit, cursor, ...filter }: InputOf<typeof contract.listCompanies>,
): Promise<OutputOf<typeof contract.listCompanies>> {
  const ask = { filter, limit, after: readCursor(cursor, Place) };
  const found = await companiesQuery(db, desk.id, ask).execute();
  const page = cutPage(found, limit, ({ sort_name, id }) => [sort_name, id]);
  const ids = page.rows.map(({ id }) => id);
  const open = await openTickets(db, agent, { kind: "company", ids });
  const items = page.rows.map((row) => toCompany(row, open.get(row.id) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

export function companiesQuery(
  db: Db,
  deskId: string,
  { filter: { q }, limit, after }: Ask<{ q?: string | undefined }>,
) {
  let query = livingCompanies(db, deskId)
    .orderBy((eb) => eb.fn("lower", ["companies.name"]))
    .orderBy("companies.id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, eb.ref("companies.words"), q));
  if (after)
    query = query.where(
      sql<boolean>`(lower(companies.name), companies.id) > (${after[0]}, ${after[1]}::uuid)`,
    );
  return query;
}

export async function readCompany(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  { id }: { id: string },
): Promise<contract.Company> {
  const row = await companyRows(db, desk.id)
    .where("companies.id", "=", await companySurvivor(db, desk.id, id))
    .where("companies.deleted_at", "is", null)
    .executeTakeFirst();
  if (!row) throw refuse("company_not_found");
  const open = await openTickets(db, agent, { kind: "company", ids: [row.id] });
  return toCompany(row, open.get(row.id) ?? 0);
}
