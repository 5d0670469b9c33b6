/**
 * Values of the properties that a desk defines, for records of every kind. The module that owns the record locks it,
 * asks what changes, keeps it, and writes the history where the record has one of its own.
 */
import { type Expression, type RawBuilder, sql } from "kysely";
import {
  isShown,
  lacking,
  PropertyValue,
  type PropertyValues,
  type RecordKind,
} from "#contract/properties.ts";
import { linkFiles } from "#modules/files";
import { usersById } from "#modules/people";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { builtInFor, type Defined, definedFor } from "./definition.ts";
import { checkValue } from "./value.ts";

export type RecordPlace = { deskId: string; kind: RecordKind; id: string };
export type Change = { property: Defined; from: PropertyValue; to: PropertyValue };
type Who = {
  userId: string;
  now: Date;
  /** Whether this property of the record had this file before: it may come back, whoever uploaded it. */
  had: (name: string, fileId: string) => Promise<boolean>;
};
type Values = Readonly<Record<string, unknown>>;

/** Inside another module's statement: the values of a record as one JSON object. */
export function valuesFor(
  kind: RecordKind,
  deskId: Expression<string>,
  recordId: Expression<string>,
): RawBuilder<PropertyValues | null> {
  return sql`(
    select jsonb_object_agg(p.name, v.value)
    from property_values v join properties p on p.desk_id = v.desk_id and p.id = v.property_id
    where v.desk_id = ${deskId} and v.record_kind = ${sql.lit(kind)} and v.record_id = ${recordId}
      and p.archived_at is null)`;
}

export async function valuesOf(
  db: Db | Tx,
  { deskId, kind, id }: RecordPlace,
): Promise<PropertyValues> {
  const rows = await db
    .selectFrom("property_values as v")
    .innerJoin("properties as p", (join) =>
      join.onRef("p.desk_id", "=", "v.desk_id").onRef("p.id", "=", "v.property_id"),
    )
    .select(["p.name", "v.value"])
    .where("v.desk_id", "=", deskId)
    .where("v.record_kind", "=", kind)
    .where("v.record_id", "=", id)
    .where("p.archived_at", "is", null)
    .execute();
  return Object.fromEntries(rows.map(({ name, value }) => [name, PropertyValue.parse(value)]));
}

export type Asked = {
  /** What is there, and what will be: built-in properties and the desk's own by name. */
  before: PropertyValues;
  given: PropertyValues;
};

/**
 * Which values change. @throws Refusal invalid_input by field (`properties.NAME`), attachment_unknown
 */
export async function changedValues(
  tx: Tx,
  place: RecordPlace,
  { before, given }: Asked,
  who: Who,
): Promise<Change[]> {
  if (Object.keys(given).length === 0) return [];
  const known = await definedFor(tx, place.deskId, place.kind);
  const wrong: Record<string, string> = {};
  const changes: Change[] = [];
  for (const [name, value] of Object.entries(given)) {
    const property = known.find((one) => one.name === name);
    const from = before[name] ?? null;
    const checked = property
      ? checkValue(property, value, from)
      : { wrong: "is not a property of this record" };
    if ("wrong" in checked) wrong[`properties.${name}`] = checked.wrong;
    else if (property && !isSame(from, checked.value))
      changes.push({ property, from, to: checked.value });
  }
  Object.assign(wrong, await unknownUsers(tx, place.deskId, changes));
  if (Object.keys(wrong).length > 0) throw refuse("invalid_input", { fields: wrong });
  await holdFiles(tx, place.deskId, changes, who);
  return changes;
}

async function unknownUsers(tx: Tx, deskId: string, changes: readonly Change[]) {
  const named = changes.flatMap(({ property, to }) =>
    property.type === "user" && typeof to === "string" ? [{ name: property.name, id: to }] : [],
  );
  const users = await usersById(
    tx,
    deskId,
    named.map(({ id }) => id),
  );
  const gone = named.filter(({ id }) => !users.has(id));
  return Object.fromEntries(
    gone.map(({ name }) => [`properties.${name}`, "is no user of this desk"]),
  );
}

async function holdFiles(
  tx: Tx,
  deskId: string,
  changes: readonly Change[],
  { userId, now, had }: Who,
) {
  const fileIds: string[] = [];
  for (const { property, to } of changes)
    if (property.type === "file" && typeof to === "string" && !(await had(property.name, to)))
      fileIds.push(to);
  await linkFiles(tx, deskId, { fileIds, uploadedBy: userId, now });
}

/** Writes them; the record's module has locked the record. */
export async function keepValues(
  tx: Tx,
  { deskId, kind, id }: RecordPlace,
  changes: readonly { property: { id: string }; to: PropertyValue }[],
): Promise<void> {
  for (const { property, to } of changes) {
    const place = { desk_id: deskId, record_kind: kind, record_id: id, property_id: property.id };
    if (to === null)
      await tx
        .deleteFrom("property_values")
        .where("desk_id", "=", deskId)
        .where("record_kind", "=", kind)
        .where("record_id", "=", id)
        .where("property_id", "=", property.id)
        .execute();
    else
      await tx
        .insertInto("property_values")
        .values({ ...place, value: JSON.stringify(to) })
        .onConflict((on) =>
          on
            .columns(["desk_id", "record_kind", "record_id", "property_id"])
            .doUpdateSet({ value: JSON.stringify(to) }),
        )
        .execute();
  }
}

/**
 * Checks and writes what changes, and answers it for the history of the record.
 * @param asked of a new record everything is asked that a condition asks for, of others what the change touches
 * @throws Refusal invalid_input by field, attachment_unknown, properties_missing
 */
export async function setValues(
  tx: Tx,
  place: RecordPlace,
  given: PropertyValues,
  { asked, ...who }: Who & { asked: "all" | "touched" },
): Promise<Change[]> {
  const before = await valuesOf(tx, place);
  const changes = await changedValues(tx, place, { before, given }, who);
  const became = Object.fromEntries(changes.map(({ property, to }) => [property.name, to]));
  const touched = asked === "all" ? asked : Object.keys(became);
  const missing = await missingByCondition(tx, place, { ...before, ...became }, touched);
  if (missing.length > 0) throw refuse("properties_missing", { missing });
  await keepValues(tx, place, changes);
  return changes;
}

/** Undoes changes where nobody has made others since. What was valid then is not asked again. */
export async function takeBack(
  tx: Tx,
  place: RecordPlace,
  done: readonly { name: string; from: PropertyValue; to: PropertyValue }[],
): Promise<Change[]> {
  if (done.length === 0) return [];
  const known = await definedFor(tx, place.deskId, place.kind);
  const now = await valuesOf(tx, place);
  const changes = done.flatMap(({ name, from, to }): Change[] => {
    const property = known.find((one) => one.name === name && !one.archived);
    if (!property || !isSame(now[name] ?? null, to)) return [];
    return [{ property, from: to, to: from }];
  });
  await keepValues(tx, place, changes);
  return changes;
}

/** Names of the properties that a condition asks for and that are empty. */
export async function missingByCondition(
  tx: Db | Tx,
  { deskId, kind }: Pick<RecordPlace, "deskId" | "kind">,
  values: Values,
  touched: readonly string[] | "all",
): Promise<string[]> {
  if (touched.length === 0) return [];
  return lacking([...builtInFor(kind), ...(await definedFor(tx, deskId, kind))], values, touched);
}

/** Names of the properties that are not shown: archived, or hidden by their condition. Nobody can be asked for them. */
export async function hiddenProperties(
  db: Db | Tx,
  { deskId, kind }: Pick<RecordPlace, "deskId" | "kind">,
  values: Values,
): Promise<Set<string>> {
  const all = await definedFor(db, deskId, kind);
  return new Set(
    all.filter((one) => one.archived || !isShown(one, values)).map(({ name }) => name),
  );
}

export function isSame(a: PropertyValue, b: PropertyValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
