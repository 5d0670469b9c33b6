import type { InfiniteData } from "@tanstack/react-query";
import type { listTickets, Ticket, TicketSummary } from "#contract/tickets.ts";
import type { OutputOf } from "#contract/operation.ts";
import type { ViewId } from "#contract/views.ts";
import { askedViews } from "./asked.ts";
import { cache } from "./cache.ts";
import { queries, type TicketFilter } from "./queries.ts";

export type Page = OutputOf<typeof listTickets>;
export type Pages = InfiniteData<Page, string | undefined>;

/** The ticket on screen: its row stays where it is even when it no longer belongs, until somebody goes on. */
let held: number | null = null;

export function hold(number: number | null): void {
  if (held === number) return;
  const before = held;
  held = number;
  if (before === null) return;
  for (const [filter, rows] of lists()) {
    const row = rowIn(rows, before);
    if (row && !belongs(row, filter)) write(filter, without(rows, before));
  }
}

/** Draws a changed ticket in every list: in place, at its new place, or out of it. */
export function placeTicket(ticket: TicketSummary): void {
  for (const [filter, rows] of lists()) {
    const next = placed(rows, ticket, filter);
    if (next !== rows) write(filter, next);
  }
}

/** Changes what lists and the opened ticket know of it, without asking the server. Returns how to take it back. */
export function patchTicket(number: number, change: Partial<Ticket>): () => void {
  const key = queries.ticket(number).queryKey;
  const before = cache.getQueryData(key);
  const row =
    before ??
    lists()
      .map(([, rows]) => rowIn(rows, number))
      .find(Boolean);
  if (before)
    cache.setQueryData(key, {
      ...before,
      ...change,
      properties: { ...before.properties, ...change.properties },
    });
  if (!row) return () => {};
  placeTicket({ ...row, ...change });
  return () => {
    if (before) cache.setQueryData(key, before);
    placeTicket(row);
  };
}

/** The row of a ticket from whichever list has it. */
export function knownRow(number: number): TicketSummary | undefined {
  return lists()
    .map(([, rows]) => rowIn(rows, number))
    .find(Boolean);
}

/** Takes a ticket out of every list: deleted, or hidden from me. */
export function dropTicket(number: number): void {
  for (const [filter, rows] of lists()) write(filter, without(rows, number));
}

/** Whether a list of this filter shows the ticket. */
export function belongs(row: TicketSummary, filter: TicketFilter): boolean {
  if (filter.contactId && row.contact?.id !== filter.contactId) return false;
  if (filter.companyId && row.companyId !== filter.companyId) return false;
  if (filter.statusId && row.statusId !== filter.statusId) return false;
  return filter.view ? inView(row, filter.view) : true;
}

function inView(row: TicketSummary, view: ViewId): boolean {
  const user = cache.getQueryData(queries.session().queryKey)?.user;
  const me = user?.id;
  const ofMyTeams = row.assignedTeamIds.some((id) => user?.teamIds.includes(id));
  const views: Record<ViewId, boolean> = {
    unassigned: row.open && row.ownerId === null,
    mine: row.open && row.ownerType === "user" && row.ownerId === me,
    team: row.open && row.ownerType !== "user" && ofMyTeams,
    mentions: true,
    following: true,
    open: row.open,
    drafts: row.hasDraft,
    closed: !row.open,
  };
  return views[view];
}

function placed(rows: Pages, row: TicketSummary, filter: TicketFilter): Pages {
  const old = rowIn(rows, row.number);
  if (askedViews.some((view) => view === filter.view)) return old ? swapped(rows, row) : rows;
  const stays = belongs(row, filter) || (old !== undefined && held === row.number);
  if (!stays) return old ? without(rows, row.number) : rows;
  if (old && (old.activeAt === row.activeAt || !belongs(row, filter))) return swapped(rows, row);
  return inserted(old ? without(rows, row.number) : rows, row, filter.sort === "oldest" ? 1 : -1);
}

/** In order of activity; a row that would come after all that was loaded waits for its page. */
function inserted(rows: Pages, row: TicketSummary, direction: 1 | -1): Pages {
  const at = Date.parse(row.activeAt) * direction;
  const before = (other: TicketSummary) => at < Date.parse(other.activeAt) * direction;
  const target = rows.pages.findIndex((page) => page.items.some(before));
  const last = rows.pages.length - 1;
  if (target === -1 && rows.pages[last]?.nextCursor) return rows;
  const page = target === -1 ? last : target;
  const pages = rows.pages.map((each, position) => {
    if (position !== page) return each;
    const found = each.items.findIndex(before);
    const index = found === -1 ? each.items.length : found;
    return { ...each, items: each.items.toSpliced(index, 0, row) };
  });
  return { ...rows, pages };
}

function swapped(rows: Pages, row: TicketSummary): Pages {
  return mapped(rows, (items) => items.map((item) => (item.number === row.number ? row : item)));
}

function without(rows: Pages, number: number): Pages {
  return mapped(rows, (items) =>
    items.some((item) => item.number === number)
      ? items.filter((item) => item.number !== number)
      : items,
  );
}

function mapped(rows: Pages, change: (items: TicketSummary[]) => TicketSummary[]): Pages {
  return { ...rows, pages: rows.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

function rowIn(rows: Pages, number: number): TicketSummary | undefined {
  for (const page of rows.pages) {
    const row = page.items.find((item) => item.number === number);
    if (row) return row;
  }
  return undefined;
}

function lists(): [TicketFilter, Pages][] {
  return cache
    .getQueryCache()
    .findAll({ queryKey: ["tickets"] })
    .flatMap(({ queryKey, state }) =>
      isFilter(queryKey[1]) && isPages(state.data)
        ? [[queryKey[1], state.data] satisfies [TicketFilter, Pages]]
        : [],
    );
}

function write(filter: TicketFilter, rows: Pages): void {
  cache.setQueryData(queries.tickets(filter).queryKey, rows);
}

function isFilter(key: unknown): key is TicketFilter {
  return typeof key === "object" && key !== null;
}

function isPages(data: unknown): data is Pages {
  return typeof data === "object" && data !== null && "pages" in data;
}
