/** Contacts and company of a ticket. */
import { companyById, contactsByIds, type Person } from "#modules/contacts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Ticket } from "./ticket.ts";

type Place = Pick<Ticket, "desk_id" | "id">;

/**
 * In the order given; the first is the main one. One that was deleted may stay where it already is (`before`).
 * @throws Refusal contact_not_found
 */
export async function contactsFor(
  tx: Tx,
  deskId: string,
  ids: readonly string[],
  before: readonly string[] = [],
): Promise<Person[]> {
  const wanted = [...new Set(ids)];
  const found = await contactsByIds(tx, deskId, wanted);
  const known = found.filter(({ id, deleted }) => !deleted || before.includes(id));
  if (known.length < wanted.length) throw refuse("contact_not_found");
  return known;
}

/** @throws Refusal company_not_found */
export async function refuseUnknownCompany(tx: Tx, deskId: string, id: string | null) {
  if (id !== null && !(await companyById(tx, deskId, id))) throw refuse("company_not_found");
}

export async function contactIdsOf(tx: Tx, ticket: Place): Promise<string[]> {
  const rows = await tx
    .selectFrom("ticket_contacts")
    .select("contact_id")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .orderBy("position")
    .execute();
  return rows.map(({ contact_id }) => contact_id);
}

export async function keepContacts(tx: Tx, ticket: Place, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .insertInto("ticket_contacts")
    .values(
      ids.map((contact_id, position) => ({
        desk_id: ticket.desk_id,
        ticket_id: ticket.id,
        contact_id,
        position,
      })),
    )
    .execute();
}

export async function replaceContacts(
  tx: Tx,
  ticket: Place,
  ids: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("ticket_contacts")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .execute();
  await keepContacts(tx, ticket, ids);
}
