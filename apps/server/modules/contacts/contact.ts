/** Contacts as they are read. */
import type { Contact } from "#contract/contacts.ts";
import type { Db, Tx } from "#platform/db.ts";

/** A contact beside a ticket or message: who it is, no more. */
export type Person = { id: string; name: string; email: string | null; companyId: string | null };

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

/** Contacts with company and addresses, unordered. */
export function contactRows(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("contacts")
    .leftJoin("companies", (join) =>
      join
        .onRef("companies.desk_id", "=", "contacts.desk_id")
        .onRef("companies.id", "=", "contacts.company_id"),
    )
    .select((eb) => [
      "contacts.id",
      "contacts.name",
      "contacts.phone",
      "contacts.job_title",
      "contacts.company_id",
      "contacts.created_at",
      "companies.name as company_name",
      eb.fn<string>("lower", ["contacts.name"]).as("sort_name"),
      eb
        .selectFrom("contact_emails")
        .select(({ fn, ref }) =>
          fn
            .coalesce(
              fn.agg<string[]>("array_agg", ["contact_emails.email"]).orderBy(ref("position")),
              fn<string[]>("string_to_array", [eb.val(""), eb.val(",")]),
            )
            .as("emails"),
        )
        .whereRef("contact_emails.desk_id", "=", "contacts.desk_id")
        .whereRef("contact_emails.contact_id", "=", "contacts.id")
        .as("emails"),
    ])
    .where("contacts.desk_id", "=", deskId);
}

export type ContactRow = Awaited<ReturnType<ReturnType<typeof contactRows>["execute"]>>[number];

export function toContact(row: ContactRow, openTickets: number): Contact {
  return {
    id: row.id,
    name: row.name,
    email: row.emails?.[0] ?? null,
    emails: row.emails ?? [],
    phone: row.phone,
    jobTitle: row.job_title,
    companyId: row.company_id,
    companyName: row.company_name,
    createdAt: row.created_at.toISOString(),
    openTickets,
  };
}

function toPerson(row: ContactRow): Person {
  return { id: row.id, name: row.name, email: row.emails?.[0] ?? null, companyId: row.company_id };
}
