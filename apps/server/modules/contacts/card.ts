/** Contacts and companies inside other modules' statements: one value of a select list, read by primary key. */
import { type Expression, type RawBuilder, sql } from "kysely";

export type ContactCard = { id: string; name: string; email: string | null };

/** The contact as one JSON value; null when there is none. */
export function contactCard(
  deskId: Expression<string>,
  contactId: Expression<string | null>,
): RawBuilder<ContactCard | null> {
  return sql`(
    select json_build_object('id', c.id, 'name', c.name, 'email', (
      select e.email from contact_emails e
      where e.desk_id = c.desk_id and e.contact_id = c.id order by e.position limit 1))
    from contacts c where c.desk_id = ${deskId} and c.id = ${contactId})`;
}

/** Whoever was merged goes by the name of the one that stayed. */
export function contactName(
  deskId: Expression<string>,
  contactId: Expression<string | null>,
): RawBuilder<string | null> {
  return sql`(
    select coalesce(s.name, c.name) from contacts c
    left join contacts s on s.desk_id = c.desk_id and s.id = c.merged_into_id
    where c.desk_id = ${deskId} and c.id = ${contactId})`;
}

/** The address that stands first. */
export function contactEmail(
  deskId: Expression<string>,
  contactId: Expression<string | null>,
): RawBuilder<string | null> {
  return sql`(
    select e.email from contact_emails e
    where e.desk_id = ${deskId} and e.contact_id = ${contactId} order by e.position limit 1)`;
}

export function companyName(
  deskId: Expression<string>,
  companyId: Expression<string | null>,
): RawBuilder<string | null> {
  return sql`(select c.name from companies c where c.desk_id = ${deskId} and c.id = ${companyId})`;
}
