import { sql } from "kysely";
import * as z from "zod";
import { AuditChange, AuditKind, type listAudit as contract } from "#contract/audit.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { userName } from "./name.ts";

const Place = z.tuple([At, z.uuid()]);
const Changes = z.array(AuditChange);

export async function listAudit(
  { db, desk }: Call,
  { limit, cursor, userId, kind, from, until }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const after = readCursor(cursor, Place);
  let asked = db
    .selectFrom("audit_entries")
    .selectAll()
    .select((eb) => userName(eb.ref("desk_id"), eb.ref("by_user_id")).as("by_name"))
    .where("desk_id", "=", desk.id);
  if (userId) asked = asked.where("by_user_id", "=", userId);
  if (kind) asked = asked.where("kind", "=", kind);
  if (from) asked = asked.where("at", ">=", new Date(from));
  if (until) asked = asked.where("at", "<", new Date(until));
  if (after)
    asked = asked.where(sql<boolean>`(at, id) < (${new Date(after[0])}, ${after[1]}::uuid)`);
  const found = await asked
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit))
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.at.toISOString(), row.id]);
  return { items: rows.map(toEntry), nextCursor };
}

type Row = {
  id: string;
  at: Date;
  kind: string;
  by_user_id: string | null;
  by_name: string | null;
  by_token: boolean;
  ip: string;
  agent: string;
  subject_id: string | null;
  subject_name: string | null;
  changes: unknown;
};

function toEntry(row: Row): OutputOf<typeof contract>["items"][number] {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: AuditKind.parse(row.kind),
    by: row.by_user_id === null ? null : { id: row.by_user_id, name: row.by_name ?? "" },
    byToken: row.by_token,
    ip: row.ip,
    agent: row.agent,
    subject: row.subject_name === null ? null : { id: row.subject_id, name: row.subject_name },
    changes: Changes.parse(row.changes),
  };
}
