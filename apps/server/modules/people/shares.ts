/** Single tickets shared with users and teams beside the owner. */
import { sql } from "kysely";
import type { Share, ShareLevel } from "#contract/access.ts";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";

type Place = { deskId: string; ticketId: string };
type With = { type: Share["type"]; id: string };

/**
 * Of the user `u`: tickets shared with them or their teams, each with `+` behind it where they may change it. Whoever
 * reaches everything needs none.
 */
export const sharedTickets = `case when u.super_admin or (u.ticket_view = 'all' and u.ticket_edit = 'all') then '{}' else array(
    select shared.ticket_id || case when bool_or(shared.edit) then '+' else '' end from (
      select s.ticket_id, s.edit from ticket_shares s where s.desk_id = u.desk_id and s.user_id = u.id
      union all
      select s.ticket_id, s.edit from team_members m
      join ticket_shares s on s.desk_id = m.desk_id and s.team_id = m.team_id
      where m.desk_id = u.desk_id and m.user_id = u.id) as shared
    group by shared.ticket_id) end`;

/** Reads the column that `sharedTickets` makes. */
export function toShared(
  tickets: readonly string[],
): Pick<Agent, "sharedTicketIds" | "editableTicketIds"> {
  const idOf = (ticket: string) => ticket.replace("+", "");
  return {
    sharedTicketIds: tickets.map(idOf),
    editableTicketIds: tickets.filter((ticket) => ticket.endsWith("+")).map(idOf),
  };
}

/** In the order in which it was shared. */
export async function sharesOf(db: Db | Tx, { deskId, ticketId }: Place): Promise<Share[]> {
  const { rows } = await sql<{
    user_id: string | null;
    team_id: string | null;
    name: string;
    edit: boolean;
    by_user_id: string;
    at: Date;
  }>`
    select s.user_id, s.team_id, coalesce(u.name, t.name) as name, s.edit, s.by_user_id, s.at
    from ticket_shares s
    left join users u on u.desk_id = s.desk_id and u.id = s.user_id
    left join teams t on t.desk_id = s.desk_id and t.id = s.team_id
    where s.desk_id = ${deskId} and s.ticket_id = ${ticketId}
    order by s.at, s.id`.execute(db);
  return rows.map((row) => ({
    type: row.user_id ? "user" : "team",
    id: row.user_id ?? row.team_id ?? "",
    name: row.name,
    level: row.edit ? "edit" : "view",
    byUserId: row.by_user_id,
    at: row.at.toISOString(),
  }));
}

/** Also what changes the level of one that is there. */
export async function keepShare(
  tx: Tx,
  { deskId, ticketId }: Place,
  { type, id }: With,
  { level, byUserId, at }: { level: ShareLevel; byUserId: string; at: Date },
): Promise<void> {
  await dropShare(tx, { deskId, ticketId }, id);
  await tx
    .insertInto("ticket_shares")
    .values({
      desk_id: deskId,
      id: newId(at.getTime()),
      ticket_id: ticketId,
      user_id: type === "user" ? id : null,
      team_id: type === "team" ? id : null,
      edit: level === "edit",
      by_user_id: byUserId,
      at,
    })
    .execute();
}

export async function dropShare(tx: Tx, { deskId, ticketId }: Place, id: string): Promise<void> {
  await tx
    .deleteFrom("ticket_shares")
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", ticketId)
    .where((eb) => eb.or([eb("user_id", "=", id), eb("team_id", "=", id)]))
    .execute();
}
