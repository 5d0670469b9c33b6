/**
 * Merging contacts: one stays, the other's addresses, phones, tickets and conversations follow it. What was written
 * stays as it was written: the name of the one that went leads to the one that stayed.
 */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { announceContact, announceMerge } from "./announce.ts";
import type { ContactRow } from "./contact.ts";
import { holdAll, type Merging, moveAll } from "./follow.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { chosen, keepMerge, takeValues } from "./moved.ts";
import { digitsOf, replacePhones } from "./phones.ts";
import { readContact } from "./read.ts";
import { spellContact } from "./spell.ts";
import { lockContact } from "./write.ts";

export async function mergeContacts(
  call: Call,
  { id, mergedId, take }: InputOf<typeof contract.mergeContacts>,
): Promise<OutputOf<typeof contract.mergeContacts>> {
  if (id === mergedId) throw refuse("merge_self");
  const { db, desk } = call;
  const merging: Merging = { deskId: desk.id, kind: "contact", from: mergedId, to: id };
  const mergeId = await db.transaction().execute(async (tx) => {
    await holdAll(tx, merging);
    const [stays, goes] = await lockBoth(tx, merging);
    const [was, other] = [singles(stays), singles(goes)];
    const became = chosen(was, other, take);
    const phones = newPhones(stays.phones, goes.phones);
    await moveEmails(tx, merging, goes.emails, stays.emails.length);
    await replacePhones(tx, desk.id, id, [...stays.phones, ...phones]);
    await keepFields(tx, desk.id, id, became);
    const earlier = await letGo(tx, call, merging);
    const { values, steps } = await takeValues(tx, merging);
    const followers = await moveAll(tx, merging);
    await spellContact(tx, desk.id, id);
    const moved = {
      ...{ was, became, names: goes.emails, phones, people: [] },
      ...{ earlier, values, followers },
    };
    const kept = await keepMerge(tx, call, merging, moved);
    await logChanges(tx, placeOf(call, "contact", id), [
      { what: "merged", from: kept, to: goes.name },
      ...differences(was, became),
      ...steps,
    ]);
    await announceContact(tx, call, id);
    await announceContact(tx, call, mergedId);
    await announceMerge(tx, call, { contactId: id });
    return kept;
  });
  return { contact: await readContact(call, { id }), mergeId };
}

/** The lower id first, so that two merges of the same two wait for each other. */
async function lockBoth(tx: Tx, { deskId, from, to }: Merging): Promise<[ContactRow, ContactRow]> {
  const [first, second] = from < to ? [from, to] : [to, from];
  const one = await lockContact(tx, deskId, first);
  const two = await lockContact(tx, deskId, second);
  return one.id === to ? [one, two] : [two, one];
}

/** The fields of which one value stays. */
export function singles(row: ContactRow) {
  return {
    name: row.name as string | null,
    jobTitle: row.job_title,
    companyId: row.company_id,
    ownerId: row.owner_user_id,
  };
}

export function keepFields(
  tx: Tx,
  deskId: string,
  id: string,
  { name, jobTitle, companyId, ownerId }: ReturnType<typeof singles>,
): Promise<unknown> {
  return tx
    .updateTable("contacts")
    .set({
      ...(name === null ? {} : { name }),
      ...{ job_title: jobTitle, company_id: companyId, owner_user_id: ownerId },
    })
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .execute();
}

async function moveEmails(
  tx: Tx,
  { deskId, from, to }: Merging,
  emails: readonly string[],
  first: number,
): Promise<void> {
  for (const [at, email] of emails.entries())
    await tx
      .updateTable("contact_emails")
      .set({ contact_id: to, position: first + at })
      .where("desk_id", "=", deskId)
      .where("contact_id", "=", from)
      .where("email", "=", email)
      .execute();
}

/** Numbers that the one that stays does not have in another spelling. */
function newPhones(has: readonly string[], gets: readonly string[]): string[] {
  const known = new Set(has.map(digitsOf));
  return gets.filter((phone) => !known.has(digitsOf(phone)));
}

/** Marks the one that goes; what had been merged into it leads to the one that stays as well. */
async function letGo(tx: Tx, { now }: Call, { deskId, from, to }: Merging): Promise<string[]> {
  const earlier = await tx
    .updateTable("contacts")
    .set({ merged_into_id: to })
    .where("desk_id", "=", deskId)
    .where("merged_into_id", "=", from)
    .returning("id")
    .execute();
  await tx
    .updateTable("contacts")
    .set({ merged_into_id: to, deleted_at: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", from)
    .execute();
  return earlier.map(({ id }) => id);
}
