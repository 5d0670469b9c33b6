/** Values in a merge: those of the record that stays win, what it lacks comes from the other one. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { PropertyValue, type RecordKind } from "#contract/properties.ts";
import type { Tx } from "#platform/db.ts";
import type { RecordPlace } from "./values.ts";

/** A value that went over in a merge. */
export const Filled = z.object({ propertyId: Id, name: z.string(), value: PropertyValue });
export type Filled = z.infer<typeof Filled>;
type Pair = { deskId: string; kind: RecordKind; from: string; to: string };

/** Fills what is empty on `to`; `from` keeps its own. Those of archived properties, too: they may come back. */
export async function fillValues(tx: Tx, { deskId, kind, from, to }: Pair): Promise<Filled[]> {
  const { rows } = await sql<Filled>`
    insert into property_values (desk_id, record_kind, record_id, property_id, value)
    select desk_id, record_kind, ${to}, property_id, value from property_values
    where desk_id = ${deskId} and record_kind = ${kind} and record_id = ${from}
    on conflict do nothing
    returning property_id as "propertyId", value,
      (select name from properties p where p.desk_id = ${deskId} and p.id = property_id) as name`.execute(
    tx,
  );
  return rows;
}

/** Takes them out again, where nobody has changed them since; answers those. */
export async function emptyFilled(
  tx: Tx,
  { deskId, kind, id }: RecordPlace,
  filled: readonly Filled[],
): Promise<Filled[]> {
  const { rows } = await sql<Pick<Filled, "propertyId">>`
    delete from property_values v
    using jsonb_to_recordset(${JSON.stringify(filled)}::jsonb) as f("propertyId" uuid, value jsonb)
    where v.desk_id = ${deskId} and v.record_kind = ${kind} and v.record_id = ${id}
      and v.property_id = f."propertyId" and v.value = f.value
    returning v.property_id as "propertyId"`.execute(tx);
  const emptied = new Set(rows.map(({ propertyId }) => propertyId));
  return filled.filter(({ propertyId }) => emptied.has(propertyId));
}
