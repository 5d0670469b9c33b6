/** Tickets by view, and what the views hold. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listTickets as ticketsContract } from "#contract/tickets.ts";
import type { listViews as viewsContract } from "#contract/views.ts";
import { countLimit, countTickets, ticketPage } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { filterOf, viewsFor } from "./view.ts";

export async function listTickets(
  { db, agent }: Call,
  { view, limit, cursor, sort, ...own }: InputOf<typeof ticketsContract>,
): Promise<OutputOf<typeof ticketsContract>> {
  const filters = view === undefined ? [own] : [filterOf(agent, view), own];
  return ticketPage(db, agent, filters, { limit, cursor, sort });
}

export async function listViews({ db, agent }: Call): Promise<OutputOf<typeof viewsContract>> {
  const ids = viewsFor(agent);
  const counts = await countTickets(
    db,
    agent,
    ids.map((id) => filterOf(agent, id)),
  );
  const items = ids.map((id, at) => ({ id, ...(counts[at] ?? { count: 0, unread: 0 }) }));
  return { items, nextCursor: null, countLimit };
}
