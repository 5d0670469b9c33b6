/** What texts to a contact are filled with. */
import type { Db, Tx } from "#platform/db.ts";
import { companyRows } from "./company.ts";
import { contactRows } from "./contact.ts";

export type ContactDetails = {
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  companyId: string | null;
};

export async function contactDetails(
  db: Db | Tx,
  deskId: string,
  contactId: string,
): Promise<ContactDetails | null> {
  const row = await contactRows(db, deskId).where("contacts.id", "=", contactId).executeTakeFirst();
  if (!row) return null;
  const { name, emails, phones, job_title: jobTitle, company_id: companyId } = row;
  const [email = null, phone = null] = [emails[0], phones[0]];
  return { name, email, phone, jobTitle, companyId };
}

export async function companyDetails(
  db: Db | Tx,
  deskId: string,
  companyId: string,
): Promise<{ name: string; domain: string | null } | null> {
  const row = await companyRows(db, deskId)
    .where("companies.id", "=", companyId)
    .executeTakeFirst();
  return row ? { name: row.name, domain: row.domains[0] ?? null } : null;
}
