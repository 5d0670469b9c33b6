import { Link, useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { ListSkeleton } from "../../kit/ListSkeleton.tsx";
import { type Kind, places } from "./places.ts";
import look from "./Records.module.css";

export type RecordRow = {
  id: string;
  name: string;
  hint: string;
  sign: ReactNode;
  /** Said at the right end. */
  side: ReactNode;
};
type Props = {
  kind: Kind;
  label: string;
  /** undefined = not asked for yet. */
  rows: readonly RecordRow[] | undefined;
  current: string | null;
  onEnd: () => void;
  empty: ReactNode;
};

const height = 52;

/** A list of records of any length: rows are drawn where one looks, the arrows go from one to the next. */
export function RecordList({ kind, label, rows, current, onEnd, empty }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { q } = useSearch({ strict: false });
  const count = rows?.length ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (at) => rows?.[at]?.id ?? at,
    overscan: 10,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (count > 0 && last >= count - 20) onEnd();
  }, [count, last, onEnd]);
  if (!rows) return <ListSkeleton />;
  if (count === 0) return <div className={look.nothing}>{empty}</div>;
  return (
    <div
      ref={scroller}
      className={look.scroller}
      role="list"
      aria-label={label}
      onKeyDown={(event) => arrows(event)}
    >
      <div className={look.all} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={count}
              className={look.at}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Link
                to={places[kind].one}
                params={{ id: row.id }}
                search={q ? { q } : {}}
                className={look.row}
                aria-current={row.id === current ? "page" : undefined}
              >
                {row.sign}
                <span className={look.words}>
                  <span className={look.name}>{row.name}</span>
                  <span className={look.hint}>{row.hint}</span>
                </span>
                <span className={look.side}>{row.side}</span>
              </Link>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function arrows(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
