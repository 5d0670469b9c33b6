/** Many contacts and companies at once, for the sample desk and for measuring: nothing is announced. */
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { keepPhones } from "./phones.ts";
import { wordsOf } from "./words.ts";

export type SeedCompany = { name: string; domain: string | null };
export type SeedContact = {
  name: string;
  emails: readonly string[];
  phone: string | null;
  jobTitle: string | null;
  company: { id: string; name: string } | null;
};

/** Answers the ids in the order given. */
export async function seedCompanies(
  tx: Tx,
  deskId: string,
  companies: readonly SeedCompany[],
  now: Date,
): Promise<string[]> {
  const rows = companies.map(({ name, domain }) => ({
    ...{ desk_id: deskId, id: newId(now.getTime()), name, words: wordsOf([name, domain]) },
    created_at: now,
  }));
  if (rows.length > 0) await tx.insertInto("companies").values(rows).execute();
  const domains = companies.flatMap(({ domain }, index) =>
    domain ? [{ desk_id: deskId, domain, company_id: rows[index]?.id ?? "" }] : [],
  );
  if (domains.length > 0) await tx.insertInto("company_domains").values(domains).execute();
  return rows.map(({ id }) => id);
}

/** Answers the ids in the order given. */
export async function seedContacts(
  tx: Tx,
  deskId: string,
  contacts: readonly SeedContact[],
  now: Date,
): Promise<string[]> {
  const rows = contacts.map(({ name, emails, jobTitle, company }) => ({
    ...{ desk_id: deskId, id: newId(now.getTime()), name, job_title: jobTitle },
    company_id: company?.id ?? null,
    words: wordsOf([name, ...emails, company?.name ?? null]),
    created_at: now,
  }));
  if (rows.length === 0) return [];
  await tx.insertInto("contacts").values(rows).execute();
  const addresses = contacts.flatMap(({ emails }, index) =>
    emails.map((email, position) => ({
      ...{ desk_id: deskId, email: email.toLowerCase(), position },
      contact_id: rows[index]?.id ?? "",
    })),
  );
  if (addresses.length > 0) await tx.insertInto("contact_emails").values(addresses).execute();
  for (const [index, { phone }] of contacts.entries())
    if (phone) await keepPhones(tx, deskId, rows[index]?.id ?? "", [phone]);
  return rows.map(({ id }) => id);
}
