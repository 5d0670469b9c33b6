/** The read side: pages of tickets by activity, in one statement each. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { OutputOf } from "#contract/operation.ts";
import type { listTickets as contract } from "#contract/tickets.ts";
import type { Agent } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import type { DB } from "#platform/schema.gen.ts";
import { hasDraft, summaryRows, toSummary } from "./summary.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);

/** What a view and the caller's own filters come to. All that is given must hold. */
export type TicketFilter = {
  open?: boolean | undefined;
  statusId?: string | undefined;
  /** A user or a team. */
  ownerId?: string | undefined;
  /** Only a user, as in "assigned to me". */
  ownerUserId?: string | undefined;
  unassigned?: boolean | undefined;
  /** Given to one of these teams, and to no person. */
  waitsForTeams?: readonly string[] | undefined;
  contactId?: string | undefined;
  companyId?: string | undefined;
  /** Where a comment names the reader and they have not dealt with it. */
  mentioned?: boolean | undefined;
  /** What the reader follows. */
  followed?: boolean | undefined;
  /** Where the reader has a draft. */
  drafted?: boolean | undefined;
};

type Paging = { limit: number; cursor?: string | undefined; sort: "newest" | "oldest" };

/** @throws Refusal cursor_invalid */
export async function ticketPage(
  db: Db,
  agent: Agent,
  filters: readonly TicketFilter[],
  paging: Paging,
): Promise<OutputOf<typeof contract>> {
  const rows = await pageQuery(db, agent, filters, paging).execute();
  const page = cutPage(rows, paging.limit, ({ active_at, id }) => [active_at.toISOString(), id]);
  return { items: page.rows.map(toSummary), nextCursor: page.nextCursor };
}

/** One statement for a page, whatever its filters. */
export function pageQuery(
  db: Db,
  agent: Agent,
  filters: readonly TicketFilter[],
  { limit, cursor, sort }: Paging,
) {
  const after = readCursor(cursor, Place);
  const direction = sort === "newest" ? "desc" : "asc";
  let query = summaryRows(db, agent)
    .orderBy("tickets.active_at", direction)
    .orderBy("tickets.id", direction)
    .limit(rowsFor(limit));
  for (const filter of filters) query = query.where((eb) => eb.and(conditions(eb, agent, filter)));
  if (!after) return query;
  return query.where((eb) =>
    eb(
      eb.refTuple("tickets.active_at", "tickets.id"),
      sort === "newest" ? "<" : ">",
      eb.tuple(new Date(after[0]), after[1]),
    ),
  );
}

/** The filter as conditions on `tickets`, written as the partial indexes are. */
export function conditions(
  eb: ExpressionBuilder<DB, "tickets">,
  agent: Pick<Agent, "id">,
  filter: TicketFilter,
): Expression<SqlBool>[] {
  const { open, statusId, ownerId, ownerUserId, unassigned, contactId, companyId } = filter;
  const { drafted, mentioned, followed, waitsForTeams } = filter;
  const all: Expression<SqlBool>[] = [];
  if (open !== undefined)
    all.push(open ? sql<SqlBool>`tickets.open` : sql<SqlBool>`not tickets.open`);
  if (statusId) all.push(eb("tickets.status_id", "=", statusId));
  if (ownerId)
    all.push(
      eb.or([eb("tickets.owner_user_id", "=", ownerId), eb("tickets.owner_team_id", "=", ownerId)]),
    );
  if (ownerUserId) all.push(eb("tickets.owner_user_id", "=", ownerUserId));
  if (unassigned)
    all.push(eb("tickets.owner_user_id", "is", null), eb("tickets.owner_team_id", "is", null));
  if (waitsForTeams)
    all.push(
      eb("tickets.owner_user_id", "is", null),
      sql<SqlBool>`tickets.assigned_team_ids <> '{}'`,
      sql<SqlBool>`tickets.assigned_team_ids && ${[...waitsForTeams]}::uuid[]`,
    );
  if (contactId) all.push(onTicketOf(eb, contactId));
  if (companyId) all.push(eb("tickets.company_id", "=", companyId));
  if (drafted) all.push(hasDraft(agent));
  if (mentioned) all.push(isMentioned(agent));
  if (followed) all.push(isFollowed(agent));
  return all;
}

function isMentioned(agent: Pick<Agent, "id">) {
  return sql<SqlBool>`tickets.id in (
    select n.ticket_id from ticket_mentions n
    where n.desk_id = tickets.desk_id and n.user_id = ${agent.id} and n.resolved_at is null and not n.gone)`;
}

function isFollowed(agent: Pick<Agent, "id">) {
  return sql<SqlBool>`tickets.id in (
    select f.ticket_id from ticket_follows f
    where f.desk_id = tickets.desk_id and f.user_id = ${agent.id} and f.following)`;
}

function onTicketOf(eb: ExpressionBuilder<DB, "tickets">, contactId: string) {
  return eb(
    "tickets.id",
    "in",
    eb
      .selectFrom("ticket_contacts")
      .select("ticket_contacts.ticket_id")
      .whereRef("ticket_contacts.desk_id", "=", "tickets.desk_id")
      .where("ticket_contacts.contact_id", "=", contactId),
  );
}
