import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketSummary } from "#contract/tickets.ts";
import { cache } from "./cache.ts";
import { dropTicket, hold, type Pages, patchTicket, placeTicket } from "./lists.ts";
import { queries, type TicketFilter } from "./queries.ts";

const unassigned: TicketFilter = { view: "unassigned" };

beforeEach(() => show(unassigned, [ticket(3), ticket(2), ticket(1)]));
afterEach(() => {
  hold(null);
  cache.clear();
});

describe("a list of tickets", () => {
  test("takes in a new ticket at the place of its activity", () => {
    placeTicket(ticket(9, { activeAt: moment(2.5) }));
    expect(numbers(unassigned)).toEqual([3, 9, 2, 1]);
  });

  test("moves a ticket up when something is written on it", () => {
    placeTicket(ticket(1, { activeAt: moment(8) }));
    expect(numbers(unassigned)).toEqual([1, 3, 2]);
  });

  test("lets go of a ticket that was taken, and shows it where it belongs now", () => {
    show({ view: "open" }, [ticket(3), ticket(2), ticket(1)]);
    placeTicket(ticket(2, { ownerType: "user", ownerId: "ana" }));
    expect([numbers(unassigned), numbers({ view: "open" })]).toEqual([
      [3, 1],
      [3, 2, 1],
    ]);
  });

  test("keeps the ticket that is being read in its place until one goes on", () => {
    hold(2);
    placeTicket(ticket(2, { open: false, activeAt: moment(9) }));
    expect(numbers(unassigned)).toEqual([3, 2, 1]);
    hold(3);
    expect(numbers(unassigned)).toEqual([3, 1]);
  });

  test("leaves a ticket that is older than all that was loaded to its own page", () => {
    show(unassigned, [ticket(3), ticket(2)], "more");
    placeTicket(ticket(7, { activeAt: moment(0.5) }));
    expect(numbers(unassigned)).toEqual([3, 2]);
  });

  test("sorted by the oldest puts what is new at the end", () => {
    show({ ...unassigned, sort: "oldest" }, [ticket(1), ticket(2)]);
    placeTicket(ticket(5));
    expect(numbers({ ...unassigned, sort: "oldest" })).toEqual([1, 2, 5]);
  });

  test("shows a change at once and takes it back", () => {
    const back = patchTicket(2, { open: false });
    expect(numbers(unassigned)).toEqual([3, 1]);
    back();
    expect(numbers(unassigned)).toEqual([3, 2, 1]);
  });

  test("forgets a ticket that I may no longer see, wherever it stood", () => {
    show({ view: "open" }, [ticket(2)]);
    dropTicket(2);
    expect([numbers(unassigned), numbers({ view: "open" })]).toEqual([[3, 1], []]);
  });
});

function show(filter: TicketFilter, items: TicketSummary[], nextCursor: string | null = null) {
  const rows: Pages = { pages: [{ items, nextCursor }], pageParams: [undefined] };
  cache.setQueryData(queries.tickets(filter).queryKey, rows);
}

function numbers(filter: TicketFilter): number[] {
  const rows = cache.getQueryData(queries.tickets(filter).queryKey);
  return rows?.pages.flatMap(({ items }) => items.map(({ number }) => number)) ?? [];
}

function moment(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
}

function ticket(number: number, change: Partial<TicketSummary> = {}): TicketSummary {
  return {
    id: `ticket-${number}`,
    number,
    name: `Ticket ${number}`,
    pipelineId: "pipeline",
    statusId: "new",
    open: true,
    ownerType: null,
    ownerId: null,
    assignedTeamIds: [],
    priority: null,
    source: "email",
    channelId: null,
    contact: null,
    companyId: null,
    companyName: null,
    preview: "",
    newestMessageId: null,
    newestMessageAt: null,
    newestDirection: null,
    activeAt: moment(number),
    createdAt: moment(number),
    closedAt: null,
    unread: false,
    hasDraft: false,
    draft: null,
    ...change,
  };
}
