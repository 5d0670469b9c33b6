/** The phone numbers of a contact, in order. */
import type { Tx } from "#platform/db.ts";

export async function replacePhones(
  tx: Tx,
  deskId: string,
  contactId: string,
  phones: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("contact_phones")
    .where("desk_id", "=", deskId)
    .where("contact_id", "=", contactId)
    .execute();
  await keepPhones(tx, deskId, contactId, phones);
}

export async function keepPhones(
  tx: Tx,
  deskId: string,
  contactId: string,
  phones: readonly string[],
): Promise<void> {
  if (phones.length === 0) return;
  await tx
    .insertInto("contact_phones")
    .values(
      phones.map((phone, position) => ({
        ...{ desk_id: deskId, contact_id: contactId, position, phone, digits: digitsOf(phone) },
      })),
    )
    .execute();
}

/** What two spellings of one number share; a leading 00 is a +. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, "").replace(/^00/, "");
}
