/** Contacts and companies, one or a page by name. */
import { sql } from "kysely";
import * as z from "zod";
import { Id, Text } from "#contract/common.ts";
import type * as contract from "#contract/contacts.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { refuse } from "#platform/refusal.ts";
import { companyRows, companyWords, toCompany } from "./company.ts";
import { contactRows, toContact } from "./contact.ts";
import { openTickets } from "./tally.ts";
import { hasWords } from "./words.ts";

const Place = z.tuple([Text(1000), Id]);

export async function listContacts(
  { db, desk, agent }: Call,
  { q, limit, cursor }: InputOf<typeof contract.listContacts>,
): Promise<OutputOf<typeof contract.listContacts>> {
  const after = readCursor(cursor, Place);
  let query = contactRows(db, desk.id)
    .orderBy((eb) => eb.fn("lower", ["contacts.name"]))
    .orderBy("contacts.id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, eb.ref("contacts.words"), q));
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple(eb.fn<string>("lower", ["contacts.name"]), "contacts.id"),
        ">",
        eb.tuple(...after),
      ),
    );
  const page = cutPage(await query.execute(), limit, ({ sort_name, id }) => [sort_name, id]);
  const ids = page.rows.map(({ id }) => id);
  const open = await openTickets(db, agent, { kind: "contact", ids });
  const items = page.rows.map((row) => toContact(row, open.get(row.id) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

export async function readContact(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  { id }: { id: string },
): Promise<contract.Contact> {
  const row = await contactRows(db, desk.id).where("contacts.id", "=", id).executeTakeFirst();
  if (!row) throw refuse("contact_not_found");
  const open = await openTickets(db, agent, { kind: "contact", ids: [id] });
  return toContact(row, open.get(id) ?? 0);
}

export async function listCompanies(
  { db, desk, agent }: Call,
  { q, limit, cursor }: InputOf<typeof contract.listCompanies>,
): Promise<OutputOf<typeof contract.listCompanies>> {
  const after = readCursor(cursor, Place);
  let query = companyRows(db, desk.id)
    .orderBy((eb) => eb.fn("lower", ["name"]))
    .orderBy("id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, companyWords, q));
  if (after)
    query = query.where(sql<boolean>`(lower(name), id) > (${after[0]}, ${after[1]}::uuid)`);
  const page = cutPage(await query.execute(), limit, ({ sort_name, id }) => [sort_name, id]);
  const ids = page.rows.map(({ id }) => id);
  const open = await openTickets(db, agent, { kind: "company", ids });
  const items = page.rows.map((row) => toCompany(row, open.get(row.id) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

export async function readCompany(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  { id }: { id: string },
): Promise<contract.Company> {
  const row = await companyRows(db, desk.id).where("id", "=", id).executeTakeFirst();
  if (!row) throw refuse("company_not_found");
  const open = await openTickets(db, agent, { kind: "company", ids: [id] });
  return toCompany(row, open.get(id) ?? 0);
}
