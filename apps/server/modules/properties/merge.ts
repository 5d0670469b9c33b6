/** Values in a merge: those of the record that stays win, unless chosen otherwise; what it lacks comes from the other one. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { PropertyValue, type RecordKind } from "#contract/properties.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { type Defined, definedFor } from "./definition.ts";
import { isSame, keepValues, missingByCondition, type RecordPlace, valuesOf } from "./values.ts";

/** A value that went over in a merge, and what it replaced. */
export const Taken = z.object({
  propertyId: Id,
  name: z.string(),
  was: PropertyValue.default(null),
  value: PropertyValue,
});
export type Taken = z.infer<typeof Taken>;
type Pair = { deskId: string; kind: RecordKind; from: string; to: string };
type Choices = {
  /** Names of properties whose value comes from `from`. */
  take: readonly string[];
  /** Names of those that stay as they are, even where they are empty. */
  leave: readonly string[];
};

/**
 * Writes what `to` takes; `from` keeps its own. What is empty is filled, archived properties too: they may come back.
 * @throws Refusal property_unknown, properties_missing by what was chosen
 */
export async function mergeValues(
  tx: Tx,
  { deskId, kind, from, to }: Pair,
  { take, leave }: Choices,
): Promise<Taken[]> {
  const known = await definedFor(tx, deskId, kind);
  refuseUnknown(known, [...take, ...leave]);
  const place = { deskId, kind, id: to };
  const [has, other] = [await storedOf(tx, place), await storedOf(tx, { deskId, kind, id: from })];
  const taken = known.flatMap(({ id, name }): Taken[] => {
    const [was, value] = [has.get(id) ?? null, other.get(id) ?? null];
    const isTaken = take.includes(name) || (was === null && !leave.includes(name));
    return isTaken && !isSame(was, value) ? [{ propertyId: id, name, was, value }] : [];
  });
  await refuseMissing(tx, place, taken, take);
  await write(tx, place, taken, ({ value }) => value);
  return taken;
}

/** Puts back what they replaced, where nobody has changed them since; answers those. */
export async function unmergeValues(
  tx: Tx,
  place: RecordPlace,
  taken: readonly Taken[],
): Promise<Taken[]> {
  const now = await storedOf(tx, place);
  const back = taken.filter(({ propertyId, value }) => isSame(now.get(propertyId) ?? null, value));
  await write(tx, place, back, ({ was }) => was);
  return back;
}

function refuseUnknown(known: readonly Defined[], names: readonly string[]) {
  const there = new Set(known.flatMap(({ name, archived }) => (archived ? [] : [name])));
  const unknown = names.filter((name) => !there.has(name));
  if (unknown.length > 0) throw refuse("property_unknown", { unknown });
}

/** What somebody chose may leave empty what is asked for; what follows by itself is asked nothing. */
async function refuseMissing(
  tx: Tx,
  place: RecordPlace,
  taken: readonly Taken[],
  take: readonly string[],
) {
  const touched = taken.map(({ name }) => name).filter((name) => take.includes(name));
  const became = Object.fromEntries(taken.map(({ name, value }) => [name, value]));
  const values = { ...(await valuesOf(tx, place)), ...became };
  const missing = await missingByCondition(tx, place, values, touched);
  if (missing.length > 0) throw refuse("properties_missing", { missing });
}

/** By property, archived ones too. */
async function storedOf(tx: Tx, { deskId, kind, id }: RecordPlace) {
  const rows = await tx
    .selectFrom("property_values")
    .select(["property_id", "value"])
    .where("desk_id", "=", deskId)
    .where("record_kind", "=", kind)
    .where("record_id", "=", id)
    .execute();
  return new Map(rows.map((row) => [row.property_id, PropertyValue.parse(row.value)]));
}

function write(
  tx: Tx,
  place: RecordPlace,
  taken: readonly Taken[],
  valueOf: (one: Taken) => PropertyValue,
): Promise<void> {
  const values = taken.map((one) => ({ property: { id: one.propertyId }, to: valueOf(one) }));
  return keepValues(tx, place, values);
}
