import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
} from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { belongs } from "../../live/lists.ts";
import { markClick } from "../../live/marks.ts";
import type { TicketFilter } from "../../live/queries.ts";
import { useLayout } from "../../shell/layout.ts";
import { Bulk } from "./Bulk.tsx";
import { rowHeights, useAnchor, useKeptScroll } from "./anchor.ts";
import { Row } from "./Row.tsx";
import { useCursor } from "./cursor.ts";
import { useListKeys } from "./keys.ts";
import { useNear } from "./near.ts";
import classes from "./TicketList.module.css";

type Props = {
  /** Names this list: its scroll position is remembered under it. */
  id: string;
  label: string;
  filter: TicketFilter | null;
  rows: readonly TicketSummary[];
  /** The opened ticket. */
  current: number | null;
  hrefOf(number: number): string;
  /** null = back to the list alone. */
  onOpen(number: number | null): void;
  onEnd?: () => void;
  excerptOf?: (number: number) => ReactNode;
  nameOf?: (name: string) => ReactNode;
  empty: ReactNode;
};

/** A list of tickets of any length: rows are drawn where one looks, and stay where they are while others arrive. */
export function TicketList({
  id,
  label,
  filter,
  rows,
  current,
  hrefOf,
  onOpen,
  onEnd,
  excerptOf,
  nameOf,
  empty,
}: Props) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const kept = useKeptScroll(id, scroller);
  const density = useLayout().rows;
  const rowHeight = rowHeights[density];
  const { fresh, toTop, watch } = useAnchor(scroller, rows, rowHeight);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.number ?? at,
    initialOffset: kept,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const open = useCallback(
    (number: number | null) => {
      if (number !== null) markClick(number);
      onOpen(number);
    },
    [onOpen],
  );
  const cursor = useCursor({
    rows,
    current,
    open,
    show: (at) => virtual.scrollToIndex(at, { align: "auto" }),
  });
  const { near } = useNear(rows, cursor.at);
  useListKeys({ rows, cursor, current, filter, open });
  useMore(virtual.getVirtualItems().at(-1)?.index ?? 0, rows.length, onEnd);

  const { set } = cursor;
  const click = useCallback(
    (number: number, event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      set(number);
      open(number);
    },
    [set, open],
  );
  if (rows.length === 0) return empty;
  return (
    <div className={classes.list}>
      {fresh > 0 ? (
        <button type="button" className={classes.fresh} onClick={toTop}>
          <IconArrowUp size={14} stroke={2} />
          <Trans>{fresh} new</Trans>
        </button>
      ) : null}
      <div
        ref={scroller}
        className={classes.scroller}
        role="list"
        aria-label={label}
        onScroll={watch}
        onKeyDown={(event) => arrows(event, cursor.move)}
      >
        <div className={classes.all} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const ticket = rows[index];
            if (!ticket) return null;
            const { number } = ticket;
            return (
              <div key={key} className={classes.at} style={{ transform: `translateY(${start}px)` }}>
                <Row
                  ticket={ticket}
                  href={hrefOf(number)}
                  current={number === current}
                  focused={number === cursor.number}
                  selected={cursor.selected.has(number)}
                  leaving={filter !== null && !belongs(ticket, filter)}
                  at={index}
                  of={rows.length}
                  density={density}
                  excerpt={excerptOf?.(number)}
                  named={nameOf?.(ticket.name)}
                  onOpen={click}
                  onSelect={cursor.select}
                  onNear={near}
                />
              </div>
            );
          })}
        </div>
      </div>
      {cursor.selected.size > 0 ? (
        <Bulk cursor={cursor} rows={rows} label={t`Selected tickets`} />
      ) : null}
    </div>
  );
}

function arrows(event: KeyboardEvent, move: (by: 1 | -1) => void) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  move(event.key === "ArrowDown" ? 1 : -1);
}

/** Asks for the next page before the end is in sight. */
function useMore(last: number, length: number, onEnd?: () => void) {
  const near = last >= length - 15;
  useEffect(() => {
    if (near) onEnd?.();
  }, [near, length, onEnd]);
}
