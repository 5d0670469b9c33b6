/** Taking a merge back: both are there again, each with what it had. What came since stays with the one that stayed. */
import { sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/merges.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { dropDistinct } from "./distinct.ts";
import { holdAll, type Merging, moveBackAll } from "./follow.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { type Mergeable, mergeableCompany, mergeableContact, type Singles } from "./mergeable.ts";
import { fieldsBack, type Moved, phonesBack, takeMerge, valuesBack } from "./moved.ts";
import { replacePhones } from "./phones.ts";

export function undoMerge(
  call: Call,
  { id }: InputOf<typeof contract.undoMerge>,
): Promise<OutputOf<typeof contract.undoMerge>> {
  return call.db.transaction().execute(async (tx) => {
    const { moved, ...merging } = await takeMerge(tx, call.desk.id, id, call.now);
    await holdAll(tx, { ...merging, from: merging.to, to: merging.from });
    if (merging.kind === "contact") await unmerge(tx, call, mergeableContact, { merging, moved });
    else await unmerge(tx, call, mergeableCompany, { merging, moved });
    return { kind: merging.kind, survivorId: merging.to, mergedId: merging.from };
  });
}

type Kept = { merging: Merging; moved: Moved };

async function unmerge<Fields extends Singles>(
  tx: Tx,
  call: Call,
  of: Mergeable<Fields>,
  { merging, moved }: Kept,
): Promise<void> {
  const { deskId, from, to } = merging;
  const stays = await of.lock(tx, deskId, to).catch(changedSince);
  const name = await comeBack(tx, of, merging, moved.earlier);
  const fields = await of.renew(tx, deskId, fieldsBack(stays.fields, moved));
  await of.keep(tx, deskId, to, fields);
  const went = moved.names.filter((one) => stays.names.includes(one));
  await of.give(tx, deskId, from, went);
  const stayed = stays.names.filter((one) => !went.includes(one));
  await of.give(tx, deskId, to, stayed);
  if (of.kind === "contact") await replacePhones(tx, deskId, to, phonesBack(stays.phones, moved));
  await peopleBack(tx, merging, moved);
  await dropDistinct(tx, merging, moved.apart);
  await moveBackAll(tx, merging, moved.followers);
  const values = await valuesBack(tx, merging, moved);
  for (const id of [from, to]) {
    await of.spell(tx, deskId, id);
    await of.announce(tx, call, id);
  }
  await logChanges(tx, placeOf(call, of.kind, to), [
    { what: "unmerged", to: name },
    ...differences(stays.fields, fields),
    ...values,
  ]);
  await of.announceMerge(tx, call, to);
}

/** The one that stayed was deleted or merged itself. */
function changedSince(): never {
  throw refuse("merge_changed");
}

/** The one that went is there again, with what had been merged into it; answers its name. */
async function comeBack<Fields extends Singles>(
  tx: Tx,
  { table }: Mergeable<Fields>,
  { deskId, from, to }: Merging,
  earlier: readonly string[],
): Promise<string> {
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

function peopleBack(tx: Tx, { deskId, from, to }: Merging, { people }: Moved): Promise<unknown> {
  return sql`
    update contacts set company_id = ${from}
    where desk_id = ${deskId} and company_id = ${to} and id = any(${people}::uuid[])`.execute(tx);
}
