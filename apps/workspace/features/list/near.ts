import { useCallback, useEffect, useRef } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { prefetchTicket } from "../../live/ahead.ts";

/** Reads ahead what will likely be opened: what one points at, and the next three. */
export function useNear(rows: readonly TicketSummary[], at: number) {
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  const near = useCallback((number: number) => {
    clearTimeout(due.current);
    due.current = setTimeout(() => prefetchTicket(number), 40);
  }, []);
  const next = rows
    .slice(Math.max(0, at), at + 4)
    .map(({ number }) => number)
    .join(" ");
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const number of next.split(" ").filter(Boolean)) prefetchTicket(Number(number));
    }, 120);
    return () => clearTimeout(timer);
  }, [next]);
  return { near };
}
