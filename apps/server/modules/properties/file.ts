/** Files as values of properties. */
import { sql } from "kysely";
import type { RecordKind } from "#contract/properties.ts";
import type { Db } from "#platform/db.ts";

/** Records that carry this file in one of their properties, as long as that is in use. Who may see them is theirs to say. */
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
    .where("p.archived_at", "is", null)
    .where("v.record_kind", "in", [...kinds])
    // As the index is written.
    .where(sql`left(v.value #>> '{}', 200)`, "=", fileId)
    .execute();
  return rows.map(({ record_id }) => record_id);
}
