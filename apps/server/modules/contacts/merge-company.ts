/** Merging companies: one stays, the other's domains, contacts and tickets follow it. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { announceCompany, announceMerge } from "./announce.ts";
import type { CompanyRow } from "./company.ts";
import { holdAll, type Merging, moveAll } from "./follow.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { chosen, keepMerge, takeValues } from "./moved.ts";
import { readCompany } from "./read.ts";
import { spellCompany, spellContactsOf } from "./spell.ts";
import { lockCompany } from "./write-company.ts";

export async function mergeCompanies(
  call: Call,
  { id, mergedId, take }: InputOf<typeof contract.mergeCompanies>,
): Promise<OutputOf<typeof contract.mergeCompanies>> {
  if (id === mergedId) throw refuse("merge_self");
  const { db, desk } = call;
  const merging: Merging = { deskId: desk.id, kind: "company", from: mergedId, to: id };
  const mergeId = await db.transaction().execute(async (tx) => {
    await holdAll(tx, merging);
    const [stays, goes] = await lockBoth(tx, merging);
    const [was, other] = [companySingles(stays), companySingles(goes)];
    const became = chosen(was, other, take);
    await moveDomains(tx, merging, goes.domains, stays.domains.length);
    await keepCompanyFields(tx, desk.id, id, became);
    const people = await movePeople(tx, merging);
    const earlier = await letGo(tx, call, merging);
    const { values, steps } = await takeValues(tx, merging);
    const followers = await moveAll(tx, merging);
    await spellCompany(tx, desk.id, id);
    await spellContactsOf(tx, desk.id, id);
    const moved = {
      ...{ was, became, names: goes.domains, phones: [], people },
      ...{ earlier, values, followers },
    };
    const kept = await keepMerge(tx, call, merging, moved);
    await logChanges(tx, placeOf(call, "company", id), [
      { what: "merged", from: kept, to: goes.name },
      ...differences(was, became),
      ...steps,
    ]);
    await announceCompany(tx, call, id);
    await announceCompany(tx, call, mergedId);
    await announceMerge(tx, call, { companyId: id });
    return kept;
  });
  return { company: await readCompany(call, { id }), mergeId };
}

/** The lower id first, so that two merges of the same two wait for each other. */
async function lockBoth(tx: Tx, { deskId, from, to }: Merging): Promise<[CompanyRow, CompanyRow]> {
  const [first, second] = from < to ? [from, to] : [to, from];
  const one = await lockCompany(tx, deskId, first);
  const two = await lockCompany(tx, deskId, second);
  return one.id === to ? [one, two] : [two, one];
}

/** The fields of which one value stays. */
export function companySingles(row: CompanyRow) {
  return { name: row.name as string | null, ownerId: row.owner_user_id };
}

export function keepCompanyFields(
  tx: Tx,
  deskId: string,
  id: string,
  { name, ownerId }: ReturnType<typeof companySingles>,
): Promise<unknown> {
  return tx
    .updateTable("companies")
    .set({ ...(name === null ? {} : { name }), owner_user_id: ownerId })
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .execute();
}

async function moveDomains(
  tx: Tx,
  { deskId, from, to }: Merging,
  domains: readonly string[],
  first: number,
): Promise<void> {
  for (const [at, domain] of domains.entries())
    await tx
      .updateTable("company_domains")
      .set({ company_id: to, position: first + at })
      .where("desk_id", "=", deskId)
      .where("company_id", "=", from)
      .where("domain", "=", domain)
      .execute();
}

async function movePeople(tx: Tx, { deskId, from, to }: Merging): Promise<string[]> {
  const rows = await tx
    .updateTable("contacts")
    .set({ company_id: to })
    .where("desk_id", "=", deskId)
    .where("company_id", "=", from)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Marks the one that goes; what had been merged into it leads to the one that stays as well. */
async function letGo(tx: Tx, { now }: Call, { deskId, from, to }: Merging): Promise<string[]> {
  const earlier = await tx
    .updateTable("companies")
    .set({ merged_into_id: to })
    .where("desk_id", "=", deskId)
    .where("merged_into_id", "=", from)
    .returning("id")
    .execute();
  await tx
    .updateTable("companies")
    .set({ merged_into_id: to, deleted_at: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", from)
    .execute();
  return earlier.map(({ id }) => id);
}
