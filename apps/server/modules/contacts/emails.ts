/** The addresses of a contact, the one that is written to first. An address belongs to one contact. */
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

/** @throws Refusal email_taken */
export async function replaceEmails(
  tx: Tx,
  deskId: string,
  contactId: string,
  emails: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("contact_emails")
    .where("desk_id", "=", deskId)
    .where("contact_id", "=", contactId)
    .$if(emails.length > 0, (query) => query.where("email", "not in", [...emails]))
    .execute();
  await keepEmails(tx, deskId, contactId, emails);
}

/** @throws Refusal email_taken with whose it is */
export async function keepEmails(
  tx: Tx,
  deskId: string,
  contactId: string,
  emails: readonly string[],
): Promise<void> {
  for (const [position, email] of emails.entries()) {
    const kept = await tx
      .insertInto("contact_emails")
      .values({ desk_id: deskId, email, contact_id: contactId, position })
      .onConflict((conflict) =>
        conflict
          .columns(["desk_id", "email"])
          .doUpdateSet({ position })
          .where("contact_emails.contact_id", "=", contactId),
      )
      .returning("email")
      .executeTakeFirst();
    if (!kept) throw refuse("email_taken", { email, ...(await ownerOf(tx, deskId, email)) });
  }
}

/** Takes those of the addresses that nobody has; the others stay where they are now. */
export async function takeFreeEmails(
  tx: Tx,
  deskId: string,
  contactId: string,
  emails: readonly string[],
): Promise<void> {
  if (emails.length === 0) return;
  await tx
    .insertInto("contact_emails")
    .values(
      emails.map((email, position) => ({
        ...{ desk_id: deskId, email, contact_id: contactId, position },
      })),
    )
    .onConflict((conflict) => conflict.columns(["desk_id", "email"]).doNothing())
    .execute();
}

async function ownerOf(tx: Tx, deskId: string, email: string) {
  const row = await tx
    .selectFrom("contact_emails")
    .innerJoin("contacts", (join) =>
      join
        .onRef("contacts.desk_id", "=", "contact_emails.desk_id")
        .onRef("contacts.id", "=", "contact_emails.contact_id"),
    )
    .select(["contacts.id", "contacts.name"])
    .where("contact_emails.desk_id", "=", deskId)
    .where("contact_emails.email", "=", email)
    .executeTakeFirst();
  return { contactId: row?.id ?? null, contactName: row?.name ?? "" };
}
