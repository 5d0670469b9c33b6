import { type Expression, type RawBuilder, sql } from "kysely";

/** A user's name inside another module's statement: one value of a select list, read by primary key. */
export function userName(
  deskId: Expression<string>,
  userId: Expression<string | null>,
): RawBuilder<string | null> {
  return sql`(select u.name from users u where u.desk_id = ${deskId} and u.id = ${userId})`;
}
