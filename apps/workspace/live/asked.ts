import type { EventType } from "#contract/live.ts";
import { cache } from "./cache.ts";

/** Views whose tickets a row does not tell by itself: what they hold is asked for when something happened. */
export const askedViews = ["mentions", "following"] as const;

const asking = new Set<EventType>([
  "ticket.commented",
  "ticket.replied",
  "ticket.updated",
  "ticket.restored",
]);

/** After such an event, those views may hold something else. */
export function askAgain(type: EventType): void {
  if (!asking.has(type)) return;
  void cache.invalidateQueries({
    predicate: ({ queryKey: [kind, filter] }) => kind === "tickets" && isAsked(filter),
  });
}

function isAsked(filter: unknown): boolean {
  return (
    typeof filter === "object" &&
    filter !== null &&
    "view" in filter &&
    askedViews.some((view) => view === filter.view)
  );
}
