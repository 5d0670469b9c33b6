/** The desk's own properties of a record, with the history of their changes. */
import type { PropertyValues } from "#contract/properties.ts";
import { setValues } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { type RecordKind, type RecordStep, valueSteps } from "./history.ts";

type Given = { kind: RecordKind; id: string; properties: PropertyValues | undefined };

/**
 * Writes what was given and answers the history of it; the record is locked.
 * @throws Refusal invalid_input by field, attachment_unknown, properties_missing
 */
export async function giveValues(
  tx: Tx,
  { desk, agent, now }: Call,
  { kind, id, properties = {} }: Given,
  asked: "all" | "touched",
): Promise<RecordStep[]> {
  const had = (name: string, fileId: string) => stood(tx, desk.id, { id, name, fileId });
  const place = { deskId: desk.id, kind, id };
  const changes = await setValues(tx, place, properties, { userId: agent.id, now, had, asked });
  return valueSteps(changes);
}

async function stood(
  tx: Tx,
  deskId: string,
  { id, name, fileId }: { id: string; name: string; fileId: string },
): Promise<boolean> {
  const step = await tx
    .selectFrom("record_changes")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("record_id", "=", id)
    .where("property", "=", `property:${name}`)
    .where((eb) => eb.or([eb("from_value", "=", fileId), eb("to_value", "=", fileId)]))
    .limit(1)
    .executeTakeFirst();
  return step !== undefined;
}
