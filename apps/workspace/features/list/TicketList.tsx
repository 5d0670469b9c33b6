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
import type { TableColumns } from "./columns.tsx";
import { Row } from "./Row.tsx";
import { useCursor } from "./cursor.ts";
import { useListKeys } from "./keys.ts";
import { useNear } from "./near.ts";
import table from "./Table.module.css";
import { TableHead } from "./TableHead.tsx";
import { TableRow } from "./TableRow.tsx";
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
  /** As a table, with these columns. */
  columns?: TableColumns | undefined;
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
  columns,
  empty,
}: Props) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const kept = useKeptScroll(id, scroller);
  const density = useLayout().rows;
  const rowHeight = rowHeights[columns ? "table" : "list"][density];
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
  const drawn = (ticket: TicketSummary, at: number) => {
    const { number } = ticket;
    const row = {
      ticket,
      href: hrefOf(number),
      current: number === current,
      focused: number === cursor.number,
      selected: cursor.selected.has(number),
      leaving: filter !== null && !belongs(ticket, filter),
      at,
      density,
      onOpen: click,
      onSelect: cursor.select,
      onNear: near,
    };
    if (columns) return <TableRow {...row} columns={columns} />;
    const more = { excerpt: excerptOf?.(number), named: nameOf?.(ticket.name) };
    return <Row {...row} {...more} of={rows.length} />;
  };
  if (rows.length === 0) return empty;
  return (
    <div className={classes.list}>
      {fresh > 0 ? (
        <button type="button" className={classes.fresh} onClick={toTop}>
          <IconArrowUp size={14} stroke={2} />
          <Trans>{fresh} new</Trans>
        </button>
      ) : null}
      <Around columns={columns} label={label} rows={rows.length}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has one of two roles */}
        <div
          ref={scroller}
          className={classes.scroller}
          role={columns ? "rowgroup" : "list"}
          aria-label={columns ? undefined : label}
          onScroll={watch}
          onKeyDown={(event) => arrows(event, cursor.move)}
        >
          <div
            className={classes.all}
            role={columns ? "presentation" : undefined}
            style={{ height: virtual.getTotalSize() }}
          >
            {virtual.getVirtualItems().map(({ index, start, key }) => {
              const ticket = rows[index];
              return ticket ? (
                <div
                  key={key}
                  className={classes.at}
                  role={columns ? "presentation" : undefined}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {drawn(ticket, index)}
                </div>
              ) : null;
            })}
          </div>
        </div>
      </Around>
      {cursor.selected.size > 0 ? (
        <Bulk cursor={cursor} rows={rows} label={t`Selected tickets`} />
      ) : null}
    </div>
  );
}

type AroundProps = {
  columns: TableColumns | undefined;
  label: string;
  rows: number;
  children: ReactNode;
};

/** A table's head stays while its rows scroll; sideways they move together. */
function Around({ columns, label, rows, children }: AroundProps) {
  if (!columns) return children;
  return (
    <div className={table.table}>
      <div
        className={table.inner}
        style={{ minWidth: columns.least }}
        role="table"
        aria-label={label}
        aria-rowcount={rows + 1}
      >
        <TableHead columns={columns} />
        {children}
      </div>
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
