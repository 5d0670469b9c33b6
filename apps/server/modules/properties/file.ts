/** Files as values of properties. */
import { sql } from "kysely";
import type { RecordKind } from "#contract/properties.ts";
import type { Call } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";

/** Records that carry this file in one of their properties. */
export async function recordsWithFile(
  db: Db,
  deskId: string,
  { kinds, fileId }: { kinds: readonly RecordKind[]; fileId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom("property_values as v")
    .innerJoin("properties as p", (join) =>
      join.onRef("p.desk_id", "=", "v.desk_id").onRef("p.id", "=", "v.property_id"),
    )
    .select("v.record_id")
    .where("p.desk_id", "=", deskId)
    .where("v.desk_id", "=", deskId)
    .where("p.type", "=", "file")
    .where("v.record_kind", "in", [...kinds])
    // As the index is written.
    .where(sql`left(v.value #>> '{}', 200)`, "=", fileId)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/** Everybody at the help desk may see records, and what they carry. Tickets ask their own rules. */
export async function mayReadFile({ db, desk }: Call, fileId: string): Promise<boolean> {
  const kinds = ["contact", "company", "deal"] as const;
  return (await recordsWithFile(db, desk.id, { kinds, fileId })).length > 0;
}
