/** How many tickets there are: counting stops at a limit, because nobody reads 48,213 as more than "many". */
import { sql } from "kysely";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { plannedOnce } from "#platform/repeated.ts";
import { visibleTickets } from "./access.ts";
import { conditions, type TicketFilter } from "./list.ts";
import { isUnread } from "./summary.ts";

export const countLimit = 1000;

/** `unread` are those of the counted ones that are still open. */
export type TicketCount = { count: number; unread: number };

/** Counts in one statement, filter by filter. */
export async function countTickets(
  db: Db,
  agent: Agent,
  filters: readonly TicketFilter[],
): Promise<TicketCount[]> {
  if (filters.length === 0) return [];
  const { rows } = await countQuery(db, agent, filters).execute(db);
  const counts = new Map(rows.map((row) => [row.at, row]));
  return filters.map((_, at) => ({
    count: counts.get(at)?.count ?? 0,
    unread: counts.get(at)?.unread ?? 0,
  }));
}

export function countQuery(db: Db, agent: Agent, filters: readonly TicketFilter[]) {
  const parts = filters.map((filter, at) => {
    const some = visibleTickets(db, agent)
      .select(filter.open === false ? sql<boolean>`false`.as("unread") : unreadOpen(agent))
      .where((eb) => eb.and(conditions(eb, agent, filter)))
      .orderBy("tickets.active_at", "desc")
      .orderBy("tickets.id", "desc")
      .limit(sql.lit(countLimit + 1));
    return sql`select ${sql.lit(at)} as at, count(*)::int as count, count(*) filter (where unread)::int as unread from (${some}) as counted`;
  });
  return sql<
    TicketCount & { at: number }
  >`${sql.raw(plannedOnce)} ${sql.join(parts, sql` union all `)}`;
}

function unreadOpen(agent: Agent) {
  return sql<boolean>`tickets.open and ${isUnread(agent)}`.as("unread");
}

/** Open tickets that the agent may see, by contact or company. */
export async function openTicketsOf(
  db: Db | Tx,
  agent: Agent,
  of: { kind: "contact" | "company"; ids: readonly string[] },
): Promise<Map<string, number>> {
  const open = visibleTickets(db, agent).where(sql<boolean>`tickets.open`);
  const rows =
    of.kind === "company"
      ? await open
          .where("tickets.company_id", "in", [...of.ids])
          .select((eb) => ["tickets.company_id as id", eb.fn.countAll<number>().as("count")])
          .groupBy("tickets.company_id")
          .execute()
      : await open
          .innerJoin("ticket_contacts as c", (join) =>
            join.onRef("c.desk_id", "=", "tickets.desk_id").onRef("c.ticket_id", "=", "tickets.id"),
          )
          .where("c.contact_id", "in", [...of.ids])
          .select((eb) => ["c.contact_id as id", eb.fn.countAll<number>().as("count")])
          .groupBy("c.contact_id")
          .execute();
  return new Map(rows.flatMap(({ id, count }) => (id ? [[id, count] as const] : [])));
}
