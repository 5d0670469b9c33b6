/** The form for a new ticket: which fields the panel shows, in which order, and which it requires. */
import type { InputOf } from "#contract/operation.ts";
import {
  CreateForm,
  type FieldName,
  ownField,
  type saveCreateForm as contract,
  standardForm,
} from "#contract/forms.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { isEmpty } from "#contract/properties.ts";
import { refuse } from "#platform/refusal.ts";
import { activeProperties, unknownProperties } from "./definition.ts";
import { hiddenProperties } from "./values.ts";

export function readCreateForm({ db, desk }: Call): Promise<CreateForm> {
  return createForm(db, desk.id);
}

export function saveCreateForm(
  call: Call,
  { fields }: InputOf<typeof contract>,
): Promise<CreateForm> {
  const { db, desk, agent, now } = call;
  const row = { fields: JSON.stringify(fields), updated_at: now };
  return db.transaction().execute(async (tx) => {
    await refuseUnknown(tx, desk.id, fields);
    const before = factsOf(await createForm(tx, desk.id));
    await tx
      .insertInto("create_forms")
      .values({ desk_id: desk.id, ...row })
      .onConflict((on) => on.column("desk_id").doUpdateSet(row))
      .execute();
    await publish(tx, {
      type: "form.changed",
      deskId: desk.id,
      at: now,
      ids: {},
      byUserId: agent.id,
    });
    await audit(tx, call, { kind: "form.changed", before, after: factsOf({ fields }) });
    return { fields };
  });
}

/** @throws Refusal property_unknown */
async function refuseUnknown(tx: Tx, deskId: string, fields: CreateForm["fields"]) {
  const names = fields.flatMap(({ name }) => ownField(name) ?? []);
  const unknown = await unknownProperties(tx, deskId, names);
  if (unknown.length > 0) throw refuse("property_unknown", { unknown });
}

function factsOf({ fields }: CreateForm) {
  return {
    fields: fields.map(({ name }) => name),
    required: fields.flatMap(({ name, required }) => (required ? [name] : [])),
  };
}

/** Of what the form requires, the fields that stay empty. Properties of the desk's own are asked by their names. */
export async function missingOnForm(
  db: Db | Tx,
  deskId: string,
  values: Readonly<Record<string, unknown>>,
): Promise<FieldName[]> {
  const { fields } = await createForm(db, deskId);
  const missing = fields.filter(
    ({ name, required }) => required && isEmpty(values[ownField(name) ?? name]),
  );
  if (missing.length === 0) return [];
  const hidden = await hiddenProperties(db, { deskId, kind: "ticket" }, values);
  return missing.map(({ name }) => name).filter((name) => !hidden.has(ownField(name) ?? ""));
}

/** A property that was archived since is not on the form any more. */
async function createForm(db: Db | Tx, deskId: string): Promise<CreateForm> {
  const row = await db
    .selectFrom("create_forms")
    .select("fields")
    .where("desk_id", "=", deskId)
    .executeTakeFirst();
  if (!row) return standardForm;
  const { fields } = CreateForm.parse(row);
  if (!fields.some(({ name }) => ownField(name))) return { fields };
  const known = new Set((await activeProperties(db, deskId, "ticket")).map(({ name }) => name));
  return { fields: fields.filter(({ name }) => known.has(ownField(name) ?? "category")) };
}
