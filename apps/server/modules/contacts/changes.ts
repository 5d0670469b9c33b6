/** The history of a record, as its timeline shows it: its own changes and those of what was merged into it. */
import { sql } from "kysely";
import { TimelineEntry } from "#contract/timeline.ts";
import { userName } from "#modules/people";
import type { Db } from "#platform/db.ts";
import type { RecordKind } from "./history.ts";

export type ChangeEntry = Extract<TimelineEntry, { kind: "change" }>;
type Place = { before: { at: Date; id: string } | null; rows: number };

export async function changesOf(
  db: Db,
  deskId: string,
  { kind, id }: { kind: RecordKind; id: string },
  { before, rows }: Place,
): Promise<ChangeEntry[]> {
  const ids = [id, ...(await mergedInto(db, deskId, kind, id))];
  const found = await changesQuery(db, deskId, ids, { before, rows }).execute();
  return found.map((row) => ({
    kind: "change",
    id: row.id,
    at: row.at.toISOString(),
    what: What.parse(row.what),
    property: row.property,
    from: row.from_value,
    to: row.to_value,
    by: {
      type: row.by_user_id ? "user" : "system",
      id: row.by_user_id,
      name: row.user_name ?? "",
    },
  }));
}

export function changesQuery(
  db: Db,
  deskId: string,
  ids: readonly string[],
  { before, rows }: Place,
) {
  return db
    .selectFrom("record_changes")
    .selectAll()
    .select(({ ref }) => userName(ref("record_changes.desk_id"), ref("by_user_id")).as("user_name"))
    .where("desk_id", "=", deskId)
    .where("record_id", "in", [...ids])
    .$if(before !== null, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("at", "id"), "<", eb.tuple(before?.at ?? new Date(), before?.id ?? "")),
      ),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(sql.lit(rows));
}

const What = TimelineEntry.options[2].shape.what;

async function mergedInto(db: Db, deskId: string, kind: RecordKind, id: string): Promise<string[]> {
  if (kind === "deal") return [];
  const rows = await db
    .selectFrom(kind === "contact" ? "contacts" : "companies")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("merged_into_id", "=", id)
    .execute();
  return rows.map((row) => row.id);
}
