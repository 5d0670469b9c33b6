import { cache } from "./cache.ts";
import { queries } from "./queries.ts";

/** Reads a ticket and what is written in it before anybody asks, so that opening it shows at once. */
export function prefetchTicket(number: number): void {
  void cache.prefetchQuery(queries.ticket(number));
  void cache.prefetchInfiniteQuery(queries.messages(number));
}
