/** Defining properties: making, changing, archiving and restoring them. Name and type never change. */
import type { InputOf } from "#contract/operation.ts";
import type * as contract from "#contract/properties.ts";
import type { Condition, Property, PropertyOption, RecordKind } from "#contract/properties.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { activeProperties, type Defined, definedFor, toProperty } from "./definition.ts";

/** As many as a kind of record can have; a record shows them all. */
const most = 500;

/** What the API calls something else on a record. */
const taken = new Set(
  "id number name status pipeline owner contacts contact company priority category description resolution source".split(
    " ",
  ),
);

export function createProperty(
  call: Call,
  input: InputOf<typeof contract.createProperty>,
): Promise<Property> {
  const { db, desk, now } = call;
  const { kind, type, label, description, group, required } = input;
  refuseRequired(kind, required);
  return db
    .transaction()
    .execute(async (tx) => {
      const all = await definedFor(tx, desk.id, kind);
      if (all.length >= most) throw refuse("too_many_properties");
      const name = input.name ?? freeName(label, all);
      if (taken.has(name)) throw refuse("property_name_taken");
      await refuseCondition(tx, desk.id, { kind, name, condition: input.condition });
      const row = await tx
        .insertInto("properties")
        .values({
          ...{ desk_id: desk.id, id: newId(now.getTime()), record_kind: kind, name, type, label },
          ...{ description, group_name: group, required },
          options: JSON.stringify(hasOptions(type) ? mergedOptions([], input.options) : []),
          condition: input.condition ? JSON.stringify(input.condition) : null,
          ...{ created_at: now, updated_at: now },
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await announce(tx, call);
      const made = toProperty(row);
      const subject = { id: made.id, name: made.label };
      await audit(tx, call, { kind: "property.created", subject, after: factsOf(made, row) });
      return made;
    })
    .catch((error: unknown) => {
      throw isDouble(error, "properties_name") ? refuse("property_name_taken") : error;
    });
}

export function updateProperty(
  call: Call,
  { id, ...change }: InputOf<typeof contract.updateProperty>,
): Promise<Property> {
  return changing(call, id, async (tx, property) => {
    const { label, description, group, options, required, condition } = change;
    refuseRequired(property.kind, required);
    if (condition) await refuseCondition(tx, call.desk.id, { ...property, condition });
    return {
      ...(label === undefined ? {} : { label }),
      ...(description === undefined ? {} : { description }),
      ...(group === undefined ? {} : { group_name: group }),
      ...(required === undefined ? {} : { required }),
      ...(options && hasOptions(property.type)
        ? { options: JSON.stringify(mergedOptions(property.options, options)) }
        : {}),
      ...(condition === undefined
        ? {}
        : { condition: condition === null ? null : JSON.stringify(condition) }),
    };
  });
}

export function archiveProperty(call: Call, { id }: { id: string }): Promise<Property> {
  return changing(call, id, async () => ({ archived_at: call.now }));
}

export function restoreProperty(call: Call, { id }: { id: string }): Promise<Property> {
  return changing(call, id, async () => ({ archived_at: null }));
}

type Columns = {
  label?: string;
  description?: string;
  group_name?: string;
  required?: boolean;
  options?: string;
  condition?: string | null;
  archived_at?: Date | null;
};

function changing(
  call: Call,
  id: string,
  columnsFor: (tx: Tx, property: Defined) => Promise<Columns>,
): Promise<Property> {
  const { db, desk, now } = call;
  return db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom("properties")
      .selectAll()
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw refuse("property_not_found");
    const row = await tx
      .updateTable("properties")
      .set({ ...(await columnsFor(tx, toProperty(before))), updated_at: now })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await announce(tx, call);
    const after = toProperty(row);
    await audit(tx, call, {
      kind: "property.changed",
      subject: { id: after.id, name: after.label },
      before: factsOf(toProperty(before), before),
      after: factsOf(after, row),
    });
    return after;
  });
}

/** What the audit log says of it. */
function factsOf(property: Defined, { archived_at }: { archived_at: Date | null }) {
  const { label, description, group, options, required, condition } = property;
  return {
    label,
    description,
    group,
    required,
    options: options.map((one) => one.label),
    condition: condition ? `${condition.property}: ${condition.values.join(", ")}` : null,
    archived: archived_at !== null,
  };
}

/** What a new ticket requires is said by its form, in one place. @throws Refusal invalid_input */
function refuseRequired(kind: RecordKind, required: boolean | undefined) {
  if (kind === "ticket" && required)
    throw refuse("invalid_input", { fields: { required: "is said by the form for new tickets" } });
}

/** A property depends on another one, which is a choice. @throws Refusal property_unknown */
async function refuseCondition(
  tx: Tx,
  deskId: string,
  { kind, name, condition }: { kind: RecordKind; name: string; condition: Condition | null },
) {
  if (!condition) return;
  const all = await activeProperties(tx, deskId, kind);
  const controlling = all.find((one) => one.name === condition.property && one.name !== name);
  if (!controlling || !hasOptions(controlling.type))
    throw refuse("property_unknown", { unknown: [condition.property] });
  const known = new Set(controlling.options.map(({ value }) => value));
  const unknown = condition.values.filter((value) => !known.has(value));
  if (unknown.length > 0) throw refuse("property_unknown", { unknown });
}

function hasOptions(type: Property["type"]): boolean {
  return type === "choice" || type === "multiChoice";
}

type GivenOption = Omit<PropertyOption, "value"> & { value?: string | undefined };

/** In the order given; what was there and is not named any more is archived at the end. */
function mergedOptions(
  before: readonly PropertyOption[],
  given: readonly GivenOption[],
): PropertyOption[] {
  const kept = new Map<string, PropertyOption>();
  const used = new Set(before.map(({ value }) => value));
  for (const { value, ...option } of given) {
    const stored =
      value ?? free(slug(option.label) || "option", new Set([...used, ...kept.keys()]));
    kept.set(stored, { ...option, value: stored });
  }
  const left = before.filter(({ value }) => !kept.has(value));
  return [...kept.values(), ...left.map((option) => ({ ...option, archived: true }))];
}

function freeName(label: string, all: readonly Defined[]): string {
  const begun = slug(label).replace(/^[^a-z]+/, "") || "property";
  return free(begun, new Set([...taken, ...all.map(({ name }) => name)]));
}

function slug(label: string): string {
  return label
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, 50)
    .replaceAll(/^_|_$/g, "");
}

function free(name: string, used: ReadonlySet<string>): string {
  let [candidate, count] = [name, 1];
  while (used.has(candidate)) candidate = `${name}_${(count += 1)}`;
  return candidate;
}

function announce(tx: Tx, { desk, now, agent }: Call) {
  const event = { deskId: desk.id, at: now, ids: {}, byUserId: agent.id };
  return publish(tx, { type: "property.changed", ...event });
}
