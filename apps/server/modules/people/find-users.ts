/** Users as settings look for them: by words, role, team and state. */
import { type ExpressionBuilder, sql, type SqlBool } from "kysely";
import * as z from "zod";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { findUsers as operation, Role } from "#contract/users.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import type { DB } from "#platform/schema.gen.ts";
import { teamIds, toDetails } from "./user.ts";

type Asked = InputOf<typeof operation>;
type Filter = Omit<Asked, "limit" | "cursor">;
const Place = z.tuple([z.string(), z.uuid()]);

export async function findUsers(
  { db, desk, now }: Call,
  { limit, cursor, ...asked }: Asked,
): Promise<OutputOf<typeof operation>> {
  const after = readCursor(cursor, Place);
  const found = await db
    .selectFrom("users")
    .selectAll()
    .select([
      teamIds,
      openLink(now, "created_at").as("sent_at"),
      openLink(now, "expires_at").as("ends_at"),
    ])
    .where("desk_id", "=", desk.id)
    .where((eb) => eb.and(conditions(eb, asked)))
    .where((eb) => (after ? eb(eb.refTuple("name", "id"), ">", eb.tuple(...after)) : eb.lit(true)))
    .orderBy("name")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.name, row.id]);
  const items = rows.map(({ sent_at, ends_at, ...row }) => ({
    ...toDetails(row),
    invitation:
      sent_at && ends_at
        ? { sentAt: sent_at.toISOString(), expiresAt: ends_at.toISOString() }
        : null,
  }));
  return { items, nextCursor };
}

/** A moment of the invitation that still opens; null when there is none. */
function openLink(now: Date, column: "created_at" | "expires_at") {
  return sql<Date | null>`(
    select max(l.${sql.ref(column)}) from links l
    where l.desk_id = users.desk_id and l.user_id = users.id and l.purpose = 'invitation'
      and l.used_at is null and l.expires_at > ${now})`;
}

function conditions(eb: ExpressionBuilder<DB, "users">, { q = "", role, teamId, state }: Filter) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  return [
    ...words.map(
      (word) =>
        sql<SqlBool>`lower(users.name || ' ' || users.email) like ${`%${word.replaceAll(/[\\%_]/g, "\\$&")}%`}`,
    ),
    ...(role ? [roles[role]] : []),
    ...(state ? [eb("state", "=", state)] : []),
    ...(teamId
      ? [
          eb.exists(
            eb
              .selectFrom("team_members as m")
              .select("m.user_id")
              .whereRef("m.desk_id", "=", "users.desk_id")
              .whereRef("m.user_id", "=", "users.id")
              .where("m.team_id", "=", teamId),
          ),
        ]
      : []),
  ];
}

const roles = {
  super_admin: sql<SqlBool>`users.super_admin`,
  account_access: sql<SqlBool>`users.account_access`,
  service_access: sql<SqlBool>`users.service_access`,
  sales_access: sql<SqlBool>`users.sales_access`,
  none: sql<SqlBool>`not (users.super_admin or users.service_access or users.sales_access)`,
} satisfies Record<Role, unknown>;
