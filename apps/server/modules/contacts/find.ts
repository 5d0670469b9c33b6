/** The contact behind an address, made when there is none. */
import { sql } from "kysely";
import { isAddress } from "#mail/address.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { companyForAddress } from "./company.ts";
import { contactById, type Person } from "./contact.ts";
import { logChanges } from "./history.ts";
import { wordsOf } from "./words.ts";

export type Found = Person & { created: boolean };

/**
 * Finds or makes the contact of an address. Two mails of one stranger may arrive at once: both get the same contact.
 * A contact known only by the address takes the name that a mail tells.
 */
export async function contactForAddress(
  tx: Tx,
  deskId: string,
  from: { name: string; address: string },
  now: Date,
): Promise<Found> {
  const email = from.address.trim().toLowerCase();
  const known = await contactOfEmail(tx, deskId, email, { held: true });
  if (known) return { ...(await withName(tx, deskId, known, from.name, now)), created: false };
  const made = await make(
    tx,
    deskId,
    { name: from.name.trim().slice(0, 200) || email, email },
    now,
  );
  return made ? { ...made, created: true } : contactForAddress(tx, deskId, from, now);
}

/**
 * The contact that has this address; null when nobody has. Held, the address stays theirs until the commit: a merge
 * that moves it waits, and finds the ticket that is being opened.
 */
export async function contactOfEmail(
  tx: Tx,
  deskId: string,
  email: string,
  { held = false } = {},
): Promise<Person | null> {
  const row = await tx
    .selectFrom("contact_emails")
    .select("contact_id")
    .where("desk_id", "=", deskId)
    .where("email", "=", email.toLowerCase())
    .$if(held, (query) => query.forShare())
    .executeTakeFirst();
  return row ? contactById(tx, deskId, row.contact_id) : null;
}

/** By lower-case address; addresses of nobody are left out. */
export async function contactIdsOfEmails(
  tx: Db | Tx,
  deskId: string,
  emails: readonly string[],
): Promise<Map<string, string>> {
  if (emails.length === 0) return new Map();
  const rows = await tx
    .selectFrom("contact_emails")
    .select(["email", "contact_id"])
    .where("desk_id", "=", deskId)
    .where("email", "in", [...emails])
    .execute();
  return new Map(rows.map((row) => [row.email, row.contact_id]));
}

/** Null when another transaction made a contact of this address meanwhile. */
async function make(
  tx: Tx,
  deskId: string,
  { name, email }: { name: string; email: string },
  now: Date,
): Promise<Person | null> {
  const company = isAddress(email) ? await companyForAddress(tx, deskId, email, now) : null;
  const contact = { id: newId(), name, company_id: company?.id ?? null };
  const words = wordsOf([name, email, company?.name ?? null]);
  await tx
    .insertInto("contacts")
    .values({ desk_id: deskId, ...contact, words, created_at: now })
    .execute();
  const taken = await tx
    .insertInto("contact_emails")
    .values({ desk_id: deskId, email, contact_id: contact.id })
    .onConflict((conflict) => conflict.columns(["desk_id", "email"]).doNothing())
    .returning("email")
    .executeTakeFirst();
  if (!taken) {
    await tx
      .deleteFrom("contacts")
      .where("desk_id", "=", deskId)
      .where("id", "=", contact.id)
      .execute();
    return null;
  }
  await logChanges(tx, { deskId, kind: "contact", id: contact.id, at: now, byUserId: null }, [
    { what: "created" },
  ]);
  const ids = { contactId: contact.id };
  await publish(tx, { type: "contact.changed", deskId, at: now, ids, byUserId: null });
  return { id: contact.id, name, email, companyId: contact.company_id, deleted: false };
}

async function withName(
  tx: Tx,
  deskId: string,
  known: Person,
  told: string,
  now: Date,
): Promise<Person> {
  const name = told.trim().slice(0, 200);
  if (known.name !== known.email || name === "" || name === known.name) return known;
  await tx
    .updateTable("contacts")
    .set({ name, words: sql`${`${name.toLowerCase()} `}::text || words` })
    .where("desk_id", "=", deskId)
    .where("id", "=", known.id)
    .execute();
  const ids = { contactId: known.id };
  await publish(tx, { type: "contact.changed", deskId, at: now, ids, byUserId: null });
  return { ...known, name };
}
