/** Taking a merge back: both are there again, each with what it had. What came since stays with the one that stayed. */
import { sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { announceCompany, announceContact, announceMerge } from "./announce.ts";
import { holdAll, type Merging, moveBackAll } from "./follow.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { keepFields, singles } from "./merge.ts";
import { companySingles, keepCompanyFields } from "./merge-company.ts";
import { fieldsBack, type Moved, takeMerge, valuesBack } from "./moved.ts";
import { replacePhones } from "./phones.ts";
import { spellCompany, spellContact, spellContactsOf } from "./spell.ts";
import { lockContact } from "./write.ts";
import { lockCompany } from "./write-company.ts";

export function undoMerge(
  call: Call,
  { id }: InputOf<typeof contract.undoMerge>,
): Promise<OutputOf<typeof contract.undoMerge>> {
  return call.db.transaction().execute(async (tx) => {
    const { moved, ...merging } = await takeMerge(tx, call.desk.id, id, call.now);
    await holdAll(tx, { ...merging, from: merging.to, to: merging.from });
    await (merging.kind === "contact" ? contactsBack : companiesBack)(tx, call, merging, moved);
    await moveBackAll(tx, merging, moved.followers);
    return { kind: merging.kind, survivorId: merging.to, mergedId: merging.from };
  });
}

async function contactsBack(tx: Tx, call: Call, merging: Merging, moved: Moved) {
  const { deskId, from, to } = merging;
  const stays = await lockContact(tx, deskId, to).catch(changedSince);
  const name = await comeBack(tx, merging, moved.earlier);
  const [now, back] = [singles(stays), fieldsBack(singles(stays), moved)];
  await keepFields(tx, deskId, to, back);
  await sql`
    update contact_emails set contact_id = ${from}, position = array_position(${moved.names}::text[], email) - 1
    where desk_id = ${deskId} and contact_id = ${to} and email = any(${moved.names})`.execute(tx);
  const phones = stays.phones.filter((phone) => !moved.phones.includes(phone));
  await replacePhones(tx, deskId, to, phones);
  for (const id of [from, to]) {
    await spellContact(tx, deskId, id);
    await announceContact(tx, call, id);
  }
  const values = await valuesBack(tx, merging, moved);
  const steps = [{ what: "unmerged" as const, to: name }, ...differences(now, back), ...values];
  await logChanges(tx, placeOf(call, "contact", to), steps);
  await announceMerge(tx, call, { contactId: to });
}

async function companiesBack(tx: Tx, call: Call, merging: Merging, moved: Moved) {
  const { deskId, from, to } = merging;
  const stays = await lockCompany(tx, deskId, to).catch(changedSince);
  const name = await comeBack(tx, merging, moved.earlier);
  const [now, back] = [companySingles(stays), fieldsBack(companySingles(stays), moved)];
  await keepCompanyFields(tx, deskId, to, back);
  await sql`
    update company_domains set company_id = ${from}, position = array_position(${moved.names}::text[], domain) - 1
    where desk_id = ${deskId} and company_id = ${to} and domain = any(${moved.names})`.execute(tx);
  await sql`
    update contacts set company_id = ${from}
    where desk_id = ${deskId} and company_id = ${to} and id = any(${moved.people}::uuid[])`.execute(
    tx,
  );
  for (const id of [from, to]) {
    await spellCompany(tx, deskId, id);
    await spellContactsOf(tx, deskId, id);
    await announceCompany(tx, call, id);
  }
  const values = await valuesBack(tx, merging, moved);
  const steps = [{ what: "unmerged" as const, to: name }, ...differences(now, back), ...values];
  await logChanges(tx, placeOf(call, "company", to), steps);
  await announceMerge(tx, call, { companyId: to });
}

/** The one that stayed was deleted or merged itself. */
function changedSince(): never {
  throw refuse("merge_changed");
}

/** The one that went is there again, with what had been merged into it; answers its name. */
async function comeBack(
  tx: Tx,
  { deskId, kind, from, to }: Merging,
  earlier: readonly string[],
): Promise<string> {
  const table = kind === "contact" ? "contacts" : "companies";
  const back = await tx
    .updateTable(table)
    .set({ merged_into_id: null, deleted_at: null })
    .where("desk_id", "=", deskId)
    .where("id", "=", from)
    .where("merged_into_id", "=", to)
    .returning("name")
    .executeTakeFirst();
  if (!back) throw refuse("merge_changed");
  if (earlier.length > 0)
    await tx
      .updateTable(table)
      .set({ merged_into_id: from })
      .where("desk_id", "=", deskId)
      .where("merged_into_id", "=", to)
      .where("id", "in", [...earlier])
      .execute();
  return back.name;
}
