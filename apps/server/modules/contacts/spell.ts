/** The words by which contacts and companies are found, written anew after several things changed at once. */
import { sql } from "kysely";
import type { Tx } from "#platform/db.ts";

export function spellContact(tx: Tx, deskId: string, contactId: string): Promise<unknown> {
  return sql`
    update contacts set words = ${contactWords}
    where desk_id = ${deskId} and id = ${contactId}`.execute(tx);
}

/** Contacts are found by the name of their company too. */
export function spellContactsOf(tx: Tx, deskId: string, companyId: string): Promise<unknown> {
  return sql`
    update contacts set words = ${contactWords}
    where desk_id = ${deskId} and company_id = ${companyId}`.execute(tx);
}

export function spellCompany(tx: Tx, deskId: string, companyId: string): Promise<unknown> {
  return sql`
    update companies set words = lower(concat_ws(' ', name,
      (select string_agg(domain, ' ' order by position) from company_domains d
       where d.desk_id = companies.desk_id and d.company_id = companies.id)))
    where desk_id = ${deskId} and id = ${companyId}`.execute(tx);
}

const contactWords = sql`lower(concat_ws(' ', name,
  (select string_agg(email, ' ' order by position) from contact_emails e
   where e.desk_id = contacts.desk_id and e.contact_id = contacts.id),
  (select c.name from companies c
   where c.desk_id = contacts.desk_id and c.id = contacts.company_id and c.deleted_at is null)))`;
