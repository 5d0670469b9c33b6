/**
 * Merging contacts or companies: one stays, the other's addresses, people, tickets and conversations follow it. What was
 * written stays as it was written: the name of the one that went leads to the one that stayed.
 */
import { ownField } from "#contract/forms.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { carryDistinct } from "./distinct.ts";
import { holdAll, type Merging, moveAll } from "./follow.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { joinedNames, joinedPhones } from "./joined.ts";
import {
  type Mergeable,
  mergeableCompany,
  mergeableContact,
  type Mergee,
  type Singles,
} from "./mergeable.ts";
import { chosen, keepMerge, takeValues } from "./moved.ts";
import { replacePhones } from "./phones.ts";
import { readCompany, readContact } from "./read.ts";

export async function mergeContacts(
  call: Call,
  input: InputOf<typeof contract.mergeContacts>,
): Promise<OutputOf<typeof contract.mergeContacts>> {
  const mergeId = await merge(call, mergeableContact, input);
  return { contact: await readContact(call, input), mergeId };
}

export async function mergeCompanies(
  call: Call,
  input: InputOf<typeof contract.mergeCompanies>,
): Promise<OutputOf<typeof contract.mergeCompanies>> {
  const mergeId = await merge(call, mergeableCompany, input);
  return { company: await readCompany(call, input), mergeId };
}

type Input = { id: string; mergedId: string; take: readonly string[]; leave: readonly string[] };

/** Answers the id by which it is taken back. */
function merge<Fields extends Singles>(
  call: Call,
  of: Mergeable<Fields>,
  { id, mergedId, take, leave }: Input,
): Promise<string> {
  if (id === mergedId) throw refuse("merge_self");
  const merging: Merging = { deskId: call.desk.id, kind: of.kind, from: mergedId, to: id };
  return call.db.transaction().execute(async (tx) => {
    await holdAll(tx, merging);
    const [stays, goes] = await lockBoth(tx, of, merging);
    const became = chosen(stays.fields, goes.fields, take);
    await of.keep(tx, merging.deskId, id, became);
    const lists = await joinLists(tx, of, merging, { stays, goes, take });
    const people = await movePeople(tx, merging);
    const earlier = await letGo(tx, call, of, merging);
    const apart = await carryDistinct(tx, merging);
    const own = { take: ownNames(take), leave: ownNames(leave) };
    const { values, steps } = await takeValues(tx, merging, own);
    const followers = await moveAll(tx, merging);
    await of.spell(tx, merging.deskId, id);
    const kept = await keepMerge(tx, call, merging, {
      ...{ was: stays.fields, became, ...lists },
      ...{ people, earlier, apart, values, followers },
    });
    await logChanges(tx, placeOf(call, of.kind, id), [
      { what: "merged", from: kept, to: goes.name },
      ...differences(stays.fields, became),
      ...steps,
    ]);
    for (const one of [id, mergedId]) await of.announce(tx, call, one);
    await of.announceMerge(tx, call, id);
    return kept;
  });
}

/** The lower id first, so that two merges of the same two wait for each other. */
async function lockBoth<Fields extends Singles>(
  tx: Tx,
  of: Mergeable<Fields>,
  { deskId, from, to }: Merging,
): Promise<[Mergee<Fields>, Mergee<Fields>]> {
  const [first, second] = from < to ? [from, to] : [to, from];
  const one = await of.lock(tx, deskId, first);
  const two = await of.lock(tx, deskId, second);
  return one.id === to ? [one, two] : [two, one];
}

type Two<Fields> = { stays: Mergee<Fields>; goes: Mergee<Fields>; take: readonly string[] };

/** Addresses, domains and phones of both; answers what an undo needs to know. */
async function joinLists<Fields extends Singles>(
  tx: Tx,
  of: Mergeable<Fields>,
  { deskId, to }: Merging,
  { stays, goes, take }: Two<Fields>,
) {
  const names = joinedNames(stays.names, goes.names, take.includes(of.first));
  await of.give(tx, deskId, to, names);
  const { added, became } = joinedPhones(stays.phones, goes.phones, take.includes("phone"));
  if (of.kind === "contact") await replacePhones(tx, deskId, to, became);
  return { names: goes.names, phones: added, phoneOrder: { was: stays.phones, became } };
}

/** Contacts of a company. */
async function movePeople(tx: Tx, { deskId, kind, from, to }: Merging): Promise<string[]> {
  if (kind === "contact") return [];
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
async function letGo<Fields extends Singles>(
  tx: Tx,
  { now }: Call,
  { table }: Mergeable<Fields>,
  { deskId, from, to }: Merging,
): Promise<string[]> {
  const earlier = await tx
    .updateTable(table)
    .set({ merged_into_id: to })
    .where("desk_id", "=", deskId)
    .where("merged_into_id", "=", from)
    .returning("id")
    .execute();
  await tx
    .updateTable(table)
    .set({ merged_into_id: to, deleted_at: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", from)
    .execute();
  return earlier.map(({ id }) => id);
}

function ownNames(choices: readonly string[]): string[] {
  return choices.flatMap((choice) => ownField(choice) ?? []);
}
