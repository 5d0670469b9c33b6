/** Making and changing a contact by hand. */
import type * as contract from "#contract/contacts.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { announceContact } from "./announce.ts";
import { companyById, companyForAddress } from "./company.ts";
import { type ContactRow, livingContacts } from "./contact.ts";
import { keepEmails, replaceEmails } from "./emails.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { refuseUnknownOwner } from "./owner.ts";
import { keepPhones, replacePhones } from "./phones.ts";
import { readContact } from "./read.ts";
import { giveValues } from "./values.ts";
import { wordsOf } from "./words.ts";

export async function createContact(
  call: Call,
  input: InputOf<typeof contract.createContact>,
): Promise<contract.Contact> {
  const { db, desk, now } = call;
  const { name, jobTitle, ownerId, phones } = input;
  const emails = [...new Set(input.emails)];
  const id = newId();
  await db.transaction().execute(async (tx) => {
    await refuseUnknownOwner(tx, desk.id, ownerId);
    const company = await companyFor(tx, call, input.companyId, emails);
    await tx
      .insertInto("contacts")
      .values({
        ...{ desk_id: desk.id, id, name, job_title: jobTitle || null, owner_user_id: ownerId },
        company_id: company?.id ?? null,
        words: wordsOf([name, ...emails, company?.name ?? null]),
        created_at: now,
      })
      .execute();
    await keepEmails(tx, desk.id, id, emails);
    await keepPhones(tx, desk.id, id, [...new Set(phones)]);
    await giveValues(tx, call, { kind: "contact", id, properties: input.properties }, "all");
    await logChanges(tx, placeOf(call, "contact", id), [{ what: "created" }]);
    await announceContact(tx, call, id);
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
    const before = fieldsOf(await lockContact(tx, desk.id, id));
    const after = changed(before, change);
    if (after.ownerId !== before.ownerId) await refuseUnknownOwner(tx, desk.id, after.ownerId);
    const company = await findCompany(tx, desk.id, after.companyId);
    if (change.emails) await replaceEmails(tx, desk.id, id, after.emails);
    if (change.phones) await replacePhones(tx, desk.id, id, after.phones);
    await tx
      .updateTable("contacts")
      .set({
        ...{ name: after.name, job_title: after.jobTitle, owner_user_id: after.ownerId },
        ...(change.companyId === undefined ? {} : { company_id: after.companyId }),
        words: wordsOf([after.name, ...after.emails, company?.name ?? null]),
      })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    const given = { kind: "contact", id, properties: change.properties } as const;
    const values = await giveValues(tx, call, given, "touched");
    const steps = [...differences(before, after), ...values];
    await logChanges(tx, placeOf(call, "contact", id), steps);
    await announceContact(tx, call, id);
  });
  return readContact(call, { id });
}

/** Mail that arrives holds the address first and the contact then: so does everybody. @throws Refusal contact_not_found */
export async function lockContact(tx: Tx, deskId: string, id: string): Promise<ContactRow> {
  await tx
    .selectFrom("contact_emails")
    .select("email")
    .where("desk_id", "=", deskId)
    .where("contact_id", "=", id)
    .orderBy("email")
    .forUpdate()
    .execute();
  const row = await livingContacts(tx, deskId)
    .where("contacts.id", "=", id)
    .forNoKeyUpdate("contacts")
    .executeTakeFirst();
  if (!row) throw refuse("contact_not_found");
  return row;
}

/** What people edit of a contact. */
export function fieldsOf(row: ContactRow) {
  return {
    name: row.name,
    emails: row.emails,
    phones: row.phones,
    jobTitle: row.job_title,
    companyId: row.company_id,
    ownerId: row.owner_user_id,
  };
}

type Fields = ReturnType<typeof fieldsOf>;

function changed(before: Fields, change: InputOf<typeof contract.updateContact>): Fields {
  return {
    name: change.name ?? before.name,
    emails: change.emails ? [...new Set(change.emails)] : before.emails,
    phones: change.phones ? [...new Set(change.phones)] : before.phones,
    jobTitle: change.jobTitle === undefined ? before.jobTitle : change.jobTitle || null,
    companyId: change.companyId === undefined ? before.companyId : change.companyId,
    ownerId: change.ownerId === undefined ? before.ownerId : change.ownerId,
  };
}

/** As named; else by the domain of the first address that says where somebody works. */
async function companyFor(
  tx: Tx,
  { desk, now }: Call,
  companyId: string | null | undefined,
  emails: readonly string[],
) {
  if (companyId !== undefined) return findCompany(tx, desk.id, companyId);
  for (const email of emails) {
    const company = await companyForAddress(tx, desk.id, email, now);
    if (company) return company;
  }
  return null;
}

async function findCompany(tx: Tx, deskId: string, companyId: string | null) {
  if (companyId === null) return null;
  const company = await companyById(tx, deskId, companyId);
  if (!company) throw refuse("company_not_found");
  return company;
}
