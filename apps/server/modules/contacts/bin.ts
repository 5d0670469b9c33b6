/** Deleting a contact, and taking it back. Its tickets keep its name; its addresses are free meanwhile. */
import { sql } from "kysely";
import type { Contact } from "#contract/contacts.ts";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { announceContact } from "./announce.ts";
import { contactRows } from "./contact.ts";
import { replaceEmails, takeFreeEmails } from "./emails.ts";
import { logChanges, placeOf } from "./history.ts";
import { readContact } from "./read.ts";
import { spellContact } from "./spell.ts";
import { lockContact } from "./write.ts";

export async function deleteContact(call: Call, { id }: { id: string }): Promise<null> {
  const { db, desk, now } = call;
  await db.transaction().execute(async (tx) => {
    const { emails } = await lockContact(tx, desk.id, id);
    await replaceEmails(tx, desk.id, id, []);
    await tx
      .updateTable("contacts")
      .set({ deleted_at: now, former_emails: emails })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    await logChanges(tx, placeOf(call, "contact", id), [{ what: "deleted" }]);
    await announceContact(tx, call, id);
  });
  return null;
}

export async function restoreContact(call: Call, { id }: { id: string }): Promise<Contact> {
  const { db, desk } = call;
  await db.transaction().execute(async (tx) => {
    const row = await contactRows(tx, desk.id)
      .select("contacts.former_emails")
      .where("contacts.id", "=", id)
      .where("contacts.deleted_at", "is not", null)
      .where("contacts.merged_into_id", "is", null)
      .forNoKeyUpdate("contacts")
      .executeTakeFirst();
    if (!row) throw refuse("contact_not_found");
    await takeFreeEmails(tx, desk.id, id, row.former_emails);
    await tx
      .updateTable("contacts")
      .set({ deleted_at: null, former_emails: sql`'{}'` })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    await spellContact(tx, desk.id, id);
    await logChanges(tx, placeOf(call, "contact", id), [{ what: "restored" }]);
    await announceContact(tx, call, id);
  });
  return readContact(call, { id });
}
