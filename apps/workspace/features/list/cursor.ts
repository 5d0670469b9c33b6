import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { picked as pickedRows } from "../../live/picked.ts";

export type Cursor = {
  /** Where the keys act; null in an empty list. */
  number: number | null;
  at: number;
  selected: ReadonlySet<number>;
  set(number: number): void;
  /** To the next or the previous row; opens it when a ticket is open beside the list. */
  move(by: 1 | -1): void;
  select(number: number, range: boolean): void;
  clear(): void;
  /** What an action is for: the selected rows, else the one row. */
  targets: readonly number[];
};

type At = {
  rows: readonly TicketSummary[];
  current: number | null;
  open(number: number): void;
  show(at: number): void;
};

/** The row that the keys act on, and the rows that were picked. */
export function useCursor({ rows, current, open, show }: At): Cursor {
  const [wanted, setWanted] = useState(current);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const last = useRef(0);
  const picked = useRef<number | null>(null);
  useEffect(() => {
    if (current !== null) setWanted(current);
  }, [current]);

  const found = rows.findIndex(({ number }) => number === wanted);
  const at = found >= 0 ? found : Math.min(last.current, rows.length - 1);
  last.current = Math.max(0, at);
  const number = rows[at]?.number ?? null;

  const now = useRef({ rows, at, found, current, open, show });
  now.current = { rows, at, found, current, open, show };

  const move = useCallback((by: 1 | -1) => {
    const { rows, at, found, current, open, show } = now.current;
    const next = found < 0 && current === null && picked.current === null ? at : at + by;
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
    if (!row) return;
    picked.current = row.number;
    setWanted(row.number);
    show(rows.indexOf(row));
    focusRow(row.number);
    if (current !== null && row.number !== current) open(row.number);
  }, []);

  const select = useCallback((number: number, range: boolean) => {
    const { rows } = now.current;
    const from = rows.findIndex((row) => row.number === picked.current);
    const to = rows.findIndex((row) => row.number === number);
    picked.current = number;
    setWanted(number);
    setSelected((before) => {
      if (range && from >= 0)
        return new Set([
          ...before,
          ...rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.number),
        ]);
      const after = new Set(before);
      if (!after.delete(number)) after.add(number);
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Set()), []);

  const here = useMemo(() => new Set(rows.map((row) => row.number)), [rows]);
  const standing = useMemo(
    () => new Set([...selected].filter((one) => here.has(one))),
    [selected, here],
  );
  useEffect(() => {
    pickedRows.set(standing.size);
    return () => pickedRows.set(0);
  }, [standing.size]);
  const targets = useMemo(
    () => (standing.size > 0 ? [...standing] : number === null ? [] : [number]),
    [standing, number],
  );
  return { number, at, selected: standing, set: setWanted, move, select, clear, targets };
}

/** After the row was drawn. */
export function focusRow(number: number): void {
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(`[data-ticket-row="${number}"]`)
      ?.focus({ preventScroll: true }),
  );
}
