/** Properties as they are read: built-in ones of tickets first, then those that the desk defined. */
import type { Selectable } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import {
  Condition,
  type listProperties as contract,
  type Property,
  PropertyOption,
  PropertyType,
  type RecordKind,
  RecordKind as Kind,
} from "#contract/properties.ts";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import type { Properties } from "#platform/schema.gen.ts";
import { builtIn } from "./property.ts";

/** A property that the desk defined. */
export type Defined = Property & { id: string };

export async function listProperties(
  { db, desk }: Call,
  { kind, archived }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const own = await definedFor(db, desk.id, kind);
  const items = [...builtInFor(kind), ...own.filter((one) => archived || !one.archived)];
  return { items, nextCursor: null };
}

/** Every property that the desk defined for a kind of record, archived ones too. */
export async function definedFor(
  db: Db | Tx,
  deskId: string,
  kind: RecordKind,
): Promise<Defined[]> {
  const rows = await db
    .selectFrom("properties")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("record_kind", "=", kind)
    .orderBy("group_name")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toProperty);
}

export function builtInFor(kind: RecordKind): readonly Property[] {
  return kind === "ticket" ? builtIn : [];
}

/** All that can be filled in on a record of a kind. */
export async function activeProperties(
  db: Db | Tx,
  deskId: string,
  kind: RecordKind,
): Promise<Property[]> {
  const own = await definedFor(db, deskId, kind);
  return [...builtInFor(kind), ...own.filter(({ archived }) => !archived)];
}

/** The type of each property that there is or was, by name. */
export async function propertyTypes(
  db: Db | Tx,
  deskId: string,
  kind: RecordKind,
): Promise<Map<string, PropertyType>> {
  const all = [...builtInFor(kind), ...(await definedFor(db, deskId, kind))];
  return new Map(all.map(({ name, type }) => [name, type]));
}

/** Of these names those that no ticket property has. */
export async function unknownProperties(
  db: Db | Tx,
  deskId: string,
  names: readonly string[],
): Promise<string[]> {
  const known = new Set((await activeProperties(db, deskId, "ticket")).map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}

export function toProperty(row: Selectable<Properties>): Defined {
  return {
    id: row.id,
    kind: Kind.parse(row.record_kind),
    name: row.name,
    label: row.label,
    description: row.description,
    group: row.group_name,
    type: PropertyType.parse(row.type),
    builtIn: false,
    options: PropertyOption.array().parse(row.options),
    required: row.required,
    condition: Condition.nullable().parse(row.condition),
    archived: row.archived_at !== null,
  };
}
