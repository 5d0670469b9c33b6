/** A user as rows keep them and as the API shows them. */
import { type Selectable, sql } from "kysely";
import { Locale, Theme } from "#contract/common.ts";
import { Preferences, type User, type UserDetails } from "#contract/people.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Users } from "#platform/schema.gen.ts";
import { rightsOf } from "./rights.ts";

export type UserRow = Selectable<Users> & { team_ids: string[] };

/** @throws Refusal user_not_found */
export async function userRow(db: Db | Tx, deskId: string, userId: string): Promise<UserRow> {
  const row = await oneUser(db, deskId, userId).executeTakeFirst();
  if (!row) throw refuse("user_not_found");
  return row;
}

/** The same, held until the commit. Whoever also uses or ends a link of theirs holds the user first. */
export async function lockUser(tx: Tx, deskId: string, userId: string): Promise<UserRow> {
  const row = await oneUser(tx, deskId, userId).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw refuse("user_not_found");
  return row;
}

function oneUser(db: Db | Tx, deskId: string, userId: string) {
  return db
    .selectFrom("users")
    .selectAll()
    .select(teamIds)
    .where("desk_id", "=", deskId)
    .where("id", "=", userId);
}

export const teamIds = sql<string[]>`array(
  select m.team_id from team_members m where m.desk_id = users.desk_id and m.user_id = users.id order by m.team_id)`.as(
  "team_ids",
);

export function toUser(row: Pick<UserRow, "id" | "name" | "email" | "state" | "team_ids">): User {
  return { id: row.id, name: row.name, email: row.email, state: row.state, teamIds: row.team_ids };
}

export function toDetails(row: UserRow): UserDetails {
  return {
    ...toUser(row),
    rights: rightsOf(row),
    secondFactor: row.totp_confirmed_at !== null,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  };
}

export function preferencesOf(row: UserRow): Preferences {
  return {
    locale: Locale.nullable().catch(null).parse(row.locale),
    timeZone: row.time_zone,
    theme: Theme.catch("system").parse(row.theme),
    signatureHtml: row.signature_html,
    workspace: Preferences.shape.workspace.catch({}).parse(row.workspace),
  };
}
