/** Records that are likely one and the same, and why. */
import { sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { companyRows, toCompany } from "./company.ts";
import { contactRows, toContact } from "./contact.ts";
import { distinctAmong } from "./distinct.ts";
import { digitsOf } from "./phones.ts";
import { readCompany, readContact } from "./read.ts";
import { openTickets } from "./tally.ts";
import { companyDomain } from "./provider.ts";

/** A name like "Info" has hundreds of its kind: nobody reads more than these. */
const most = 20;

type Reason = "name" | "phone" | "address" | "domain";
type Found = { id: string; reason: Reason };

export async function listContactDoubles(
  call: Call,
  input: InputOf<typeof contract.listContactDoubles>,
): Promise<OutputOf<typeof contract.listContactDoubles>> {
  const { db, desk, agent } = call;
  const contact = await readContact(call, input);
  const found = [
    ...(await namesakes(db, desk.id, contact)),
    ...(await phoneMates(db, desk.id, contact)),
    ...(await lookAlikes(db, desk.id, contact)),
  ];
  const ids = await notApart(db, { deskId: desk.id, kind: "contact", id: contact.id }, found);
  if (ids.length === 0) return { items: [], nextCursor: null };
  const rows = await contactRows(db, desk.id)
    .where("contacts.id", "in", ids)
    .where("contacts.deleted_at", "is", null)
    .orderBy("contacts.name")
    .orderBy("contacts.id")
    .execute();
  const open = await openTickets(db, agent, { kind: "contact", ids });
  const items = rows.map((row) => ({
    contact: toContact(row, open.get(row.id) ?? 0),
    reasons: (["name", "phone", "address"] as const).filter((reason) =>
      found.some((one) => one.id === row.id && one.reason === reason),
    ),
  }));
  return { items, nextCursor: null };
}

export async function listCompanyDoubles(
  call: Call,
  input: InputOf<typeof contract.listCompanyDoubles>,
): Promise<OutputOf<typeof contract.listCompanyDoubles>> {
  const { db, desk, agent } = call;
  const company = await readCompany(call, input);
  const { rows: found } = await sql<Found>`
    select id, 'name' as reason from companies
    where desk_id = ${desk.id} and deleted_at is null and id <> ${company.id}
      and alike = (select alike from companies where desk_id = ${desk.id} and id = ${company.id})
    union all
    select company_id, 'domain' from company_domains
    where desk_id = ${desk.id} and company_id <> ${company.id}
      and alike in (select alike from company_domains where desk_id = ${desk.id} and company_id = ${company.id})
    limit 200`.execute(db);
  const ids = await notApart(db, { deskId: desk.id, kind: "company", id: company.id }, found);
  if (ids.length === 0) return { items: [], nextCursor: null };
  const rows = await companyRows(db, desk.id)
    .where("companies.id", "in", ids)
    .where("companies.deleted_at", "is", null)
    .orderBy("companies.name")
    .orderBy("companies.id")
    .execute();
  const open = await openTickets(db, agent, { kind: "company", ids });
  const items = rows.map((row) => ({
    company: toCompany(row, open.get(row.id) ?? 0),
    reasons: (["name", "domain"] as const).filter((reason) =>
      found.some((one) => one.id === row.id && one.reason === reason),
    ),
  }));
  return { items, nextCursor: null };
}

/** Each once, without those that somebody told apart from this one. */
async function notApart(
  db: Db,
  { id, ...at }: { deskId: string; kind: "contact" | "company"; id: string },
  found: readonly Found[],
): Promise<string[]> {
  const ids = [...new Set(found.map((one) => one.id))];
  if (ids.length === 0) return [];
  const apart = await distinctAmong(db, at, [id, ...ids]);
  return ids
    .filter((other) => !apart.has(id < other ? `${id} ${other}` : `${other} ${id}`))
    .slice(0, most);
}

type Known = { id: string; name: string; companyId: string | null } & Record<
  "emails" | "phones",
  string[]
>;

/** A first name alone says nothing where there is no company. */
async function namesakes(db: Db, deskId: string, { id, name, companyId }: Known): Promise<Found[]> {
  if (companyId === null && !/\S\s+\S/.test(name.trim())) return [];
  const { rows } = await sql<Found>`
    select id, 'name' as reason from contacts
    where desk_id = ${deskId} and lower(name) = lower(${name}) and deleted_at is null and id <> ${id}
      and company_id is not distinct from ${companyId}::uuid limit ${sql.lit(most)}`.execute(db);
  return rows;
}

async function phoneMates(db: Db, deskId: string, { id, phones }: Known): Promise<Found[]> {
  const digits = phones.map(digitsOf).filter((one) => one.length >= 6);
  if (digits.length === 0) return [];
  const { rows } = await sql<Found>`
    select distinct p.contact_id as id, 'phone' as reason from contact_phones p
    join contacts c on c.desk_id = p.desk_id and c.id = p.contact_id and c.deleted_at is null
    where p.desk_id = ${deskId} and p.digits = any(${digits}) and p.contact_id <> ${id}
    limit ${sql.lit(most)}`.execute(db);
  return rows;
}

/** The same person before the @, at the same place, at a mistyped one, or once at work and once in private. */
async function lookAlikes(db: Db, deskId: string, { id, emails }: Known): Promise<Found[]> {
  const mine = emails.map(parts).filter(({ who }) => who.length > 0);
  if (mine.length === 0) return [];
  const { rows } = await sql<{ id: string; email: string }>`
    select contact_id as id, email from contact_emails
    where desk_id = ${deskId} and contact_id <> ${id}
      and replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') = any(${mine.map(({ who }) => who)})
    limit 200`.execute(db);
  return rows
    .filter(({ email }) => mine.some((one) => isAlike(one, parts(email))))
    .map((row) => ({ id: row.id, reason: "address" }));
}

type Parts = { who: string; domain: string };

/** As the index has it. */
function parts(email: string): Parts {
  const [local = "", domain = ""] = email.split("@");
  return { who: (local.split("+")[0] ?? "").replaceAll(".", ""), domain };
}

/** Roles are the same everywhere; a name of some length hardly is. */
function isAlike(a: Parts, b: Parts): boolean {
  if (a.who !== b.who) return false;
  if (distance(a.domain, b.domain) <= 2) return true;
  const oneIsPrivate = !companyDomain(`x@${a.domain}`) || !companyDomain(`x@${b.domain}`);
  return oneIsPrivate && a.who.length >= 8;
}

/** Letters to change, add or leave out (Levenshtein); domains are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= b.length; to++)
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (letter === b[to - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
