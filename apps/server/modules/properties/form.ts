/** The form for a new ticket: which fields the panel shows, in which order, and which it requires. */
import type { InputOf } from "#contract/operation.ts";
import {
  CreateForm,
  type FormField,
  type saveCreateForm as contract,
  standardForm,
} from "#contract/forms.ts";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { isEmpty } from "./property.ts";

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
    return { fields };
  });
}

/** Of what the form requires, the fields that stay empty. */
export async function missingOnForm(
  db: Db | Tx,
  deskId: string,
  values: Readonly<Record<FormField, unknown>>,
): Promise<FormField[]> {
  const { fields } = await createForm(db, deskId);
  return fields.flatMap(({ name, required }) => (required && isEmpty(values[name]) ? [name] : []));
}

async function createForm(db: Db | Tx, deskId: string): Promise<CreateForm> {
  const row = await db
    .selectFrom("create_forms")
    .select("fields")
    .where("desk_id", "=", deskId)
    .executeTakeFirst();
  return row ? CreateForm.parse(row) : standardForm;
}
