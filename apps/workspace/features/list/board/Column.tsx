import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type DragEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Status } from "#contract/pipelines.ts";
import type { TicketSummary } from "#contract/tickets.ts";
import { StatusDot } from "../../../kit/StatusDot.tsx";
import { queries, type TicketFilter } from "../../../live/queries.ts";
import type { Cursor } from "../cursor.ts";
import { Card, dragged } from "./Card.tsx";
import classes from "./Board.module.css";

/** Pixels of a card with the gap below it; all are equal, so that any place in a long column is known at once. */
const cardHeight = 100;

type Props = {
  status: Status;
  filter: TicketFilter;
  /** Only a place to drop tickets: the view holds none of this status. */
  slim: boolean;
  cursor: Cursor;
  current: number | null;
  hrefOf(number: number): string;
  onOpen(number: number): void;
  onNear(number: number): void;
  onRows(statusId: string, rows: readonly TicketSummary[]): void;
  onDrop(number: number): void;
};

export function Column(props: Props) {
  const { t } = useLingui();
  const { status, slim, onDrop } = props;
  const { over, zone } = useDrop(onDrop);
  return (
    <section
      className={classes.column}
      data-slim={slim || undefined}
      data-over={over || undefined}
      data-status={status.id}
      aria-label={slim ? t`Drop here: ${status.name}` : status.name}
      {...zone}
    >
      {slim ? <Name status={status} /> : <Cards {...props} />}
    </section>
  );
}

function Name({ status }: { status: Status }) {
  return (
    <>
      <StatusDot color={status.color} kind={status.kind} />
      <h2 className={classes.name}>{status.name}</h2>
    </>
  );
}

function Cards({ status, filter, cursor, current, hrefOf, onOpen, onNear, onRows }: Props) {
  const { i18n, t } = useLingui();
  const list = useInfiniteQuery(queries.tickets(filter));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  useEffect(() => onRows(status.id, rows), [onRows, status.id, rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    getItemKey: (at) => rows[at]?.number ?? at,
    overscan: 6,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const more = hasNextPage && !isFetchingNextPage && last >= rows.length - 10;
  useEffect(() => void (more && fetchNextPage()), [more, fetchNextPage]);
  return (
    <>
      <header className={classes.head}>
        <Name status={status} />
        <span className={classes.count}>
          {i18n.number(rows.length)}
          {hasNextPage ? "+" : ""}
        </span>
      </header>
      <div ref={scroller} className={classes.scroller}>
        <div
          className={classes.all}
          role="list"
          aria-label={t`Tickets: ${status.name}`}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const ticket = rows[index];
            return ticket ? (
              <div
                key={key}
                role="listitem"
                className={classes.at}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Card
                  ticket={ticket}
                  href={hrefOf(ticket.number)}
                  current={ticket.number === current}
                  focused={ticket.number === cursor.number}
                  selected={cursor.selected.has(ticket.number)}
                  onOpen={(number: number, event: MouseEvent) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    cursor.set(number);
                    onOpen(number);
                  }}
                  onNear={onNear}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
    </>
  );
}

/** Takes a card that is dragged over it. */
function useDrop(onDrop: (number: number) => void) {
  const [over, setOver] = useState(false);
  const zone = {
    onDragOver: (event: DragEvent) => {
      if (dragged.get() === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const number = dragged.get();
      if (number !== null) onDrop(number);
    },
  };
  return { over, zone };
}
