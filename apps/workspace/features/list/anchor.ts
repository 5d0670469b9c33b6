import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TicketSummary } from "#contract/tickets.ts";

/** Pixels of a row; all are equal, so that any place in a long list is known at once. */
export const rowHeights = {
  list: { comfortable: 72, compact: 52 },
  table: { comfortable: 40, compact: 32 },
} as const;

/** Keeps what is being read where it is while rows come and go above it. `fresh` counts those that came. */
export function useAnchor(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly TicketSummary[],
  rowHeight: number,
) {
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<{ number: number; within: number } | null>(null);
  const above = useRef<ReadonlySet<number>>(new Set());

  const record = useCallback(() => {
    const top = scroller.current?.scrollTop ?? 0;
    const at = Math.floor(top / rowHeight);
    const row = rows[at];
    anchor.current = row && top > 0 ? { number: row.number, within: top - at * rowHeight } : null;
    above.current = new Set(rows.slice(0, at).map(({ number }) => number));
    if (top < rowHeight / 2) setFresh((now) => (now.size === 0 ? now : new Set()));
  }, [rows, scroller, rowHeight]);

  useLayoutEffect(() => {
    const list = scroller.current;
    const held = anchor.current;
    const at = held ? rows.findIndex(({ number }) => number === held.number) : -1;
    if (list && held && at >= 0) {
      const came = rows.slice(0, at).filter(({ number }) => !above.current.has(number));
      list.scrollTop = at * rowHeight + held.within;
      if (came.length > 0)
        setFresh((now) => new Set([...now, ...came.map(({ number }) => number)]));
    }
    record();
  }, [rows, record, scroller, rowHeight]);

  const toTop = useCallback(() => {
    scroller.current?.scrollTo({ top: 0, behavior: "smooth" });
  }, [scroller]);
  return { fresh: fresh.size, toTop, watch: record };
}

const positions = new Map<string, number>();

/** Where this list was left, to begin there again. */
export function useKeptScroll(id: string, scroller: RefObject<HTMLDivElement | null>): number {
  const first = useRef(positions.get(id) ?? 0);
  useLayoutEffect(() => {
    if (first.current && scroller.current) scroller.current.scrollTop = first.current;
  }, [scroller]);
  useEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const keep = () => positions.set(id, list.scrollTop);
    list.addEventListener("scroll", keep, { passive: true });
    return () => list.removeEventListener("scroll", keep);
  }, [id, scroller]);
  return first.current;
}
