/** Making and changing a contact by hand. */
import type * as contract from "#contract/contacts.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { companyById } from "./company.ts";
import { contactRows } from "./contact.ts";
import { readContact } from "./read.ts";
import { wordsOf } from "./words.ts";

export async function createContact(
  call: Call,
  input: InputOf<typeof contract.createContact>,
): Promise<contract.Contact> {
  const { db, desk, now } = call;
  const { name, phone, jobTitle, companyId } = input;
  const emails = [...new Set(input.emails)];
  const id = newId();
  await db.transaction().execute(async (tx) => {
    const company = await findCompany(tx, desk.id, companyId);
    const words = wordsOf([name, ...emails, company?.name ?? null]);
    await tx
      .insertInto("contacts")
      .values({
        ...{ desk_id: desk.id, id, name, phone, job_title: jobTitle, company_id: companyId },
        words,
        created_at: now,
      })
      .execute();
    await keepEmails(tx, desk.id, id, emails);
    await announce(tx, call, id);
  });
  return readContact(call, { id });
}

export async function updateContact(
  call: Call,
  change: InputOf<typeof contract.updateContact>,
): Promise<contract.Contact> {
  const { db, desk } = call;
  const { id } = change;
  await db.transaction().execute(async (tx) => {
    const before = await lockContact(tx, desk.id, id);
    const companyId = change.companyId === undefined ? before.company_id : change.companyId;
    const company = await findCompany(tx, desk.id, companyId);
    const name = change.name ?? before.name;
    const emails = change.emails ? [...new Set(change.emails)] : (before.emails ?? []);
    await tx
      .updateTable("contacts")
      .set({
        name,
        phone: change.phone === undefined ? before.phone : change.phone,
        job_title: change.jobTitle === undefined ? before.job_title : change.jobTitle,
        company_id: companyId,
        words: wordsOf([name, ...emails, company?.name ?? null]),
      })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    if (change.emails) await replaceEmails(tx, desk.id, id, emails);
    await announce(tx, call, id);
  });
  return readContact(call, { id });
}

async function lockContact(tx: Tx, deskId: string, id: string) {
  const before = await contactRows(tx, deskId)
    .where("contacts.id", "=", id)
    .forUpdate("contacts")
    .executeTakeFirst();
  if (!before) throw refuse("contact_not_found");
  return before;
}

async function findCompany(tx: Tx, deskId: string, companyId: string | null) {
  if (companyId === null) return null;
  const company = await companyById(tx, deskId, companyId);
  if (!company) throw refuse("company_not_found");
  return company;
}

async function replaceEmails(tx: Tx, deskId: string, contactId: string, emails: string[]) {
  await tx
    .deleteFrom("contact_emails")
    .where("desk_id", "=", deskId)
    .where("contact_id", "=", contactId)
    .$if(emails.length > 0, (query) => query.where("email", "not in", emails))
    .execute();
  await keepEmails(tx, deskId, contactId, emails);
}

/** An address belongs to one contact. @throws Refusal email_taken with whose it is. */
async function keepEmails(tx: Tx, deskId: string, contactId: string, emails: string[]) {
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
    if (!kept) throw refuse("email_taken", { email, contactId: await ownerOf(tx, deskId, email) });
  }
}

async function ownerOf(tx: Tx, deskId: string, email: string): Promise<string | null> {
  const row = await tx
    .selectFrom("contact_emails")
    .select("contact_id")
    .where("desk_id", "=", deskId)
    .where("email", "=", email)
    .executeTakeFirst();
  return row?.contact_id ?? null;
}

function announce(tx: Tx, { desk, now, agent }: Call, contactId: string) {
  const ids = { contactId };
  return publish(tx, {
    type: "contact.changed",
    deskId: desk.id,
    at: now,
    ids,
    byUserId: agent.id,
  });
}
