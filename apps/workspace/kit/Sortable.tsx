import { ActionIcon } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconGripVertical } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import look from "./Sortable.module.css";

type Thing = { id: string; name: string };
type Props<One extends Thing> = {
  items: readonly One[];
  label: string;
  /** Settles once the move is kept or refused. */
  onMove(id: string, place: number): Promise<unknown>;
  children(one: One, handle: ReactNode): ReactNode;
};

/** A list that is put in order by its handles: dragged by mouse or finger, or moved by the arrow keys. */
export function Sortable<One extends Thing>({ items: kept, label, onMove, children }: Props<One>) {
  const { t } = useLingui();
  const { items, move } = useMoves(kept, onMove);
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<{ id: string; place: number } | null>(null);
  const [said, setSaid] = useState("");
  const shown = dragged ? moved(items, dragged.id, dragged.place) : items;
  const keepFocus = useFocusKept(list, shown);

  function byKey(event: KeyboardEvent, one: One, place: number) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = Math.min(Math.max(place + by, 0), items.length - 1);
    if (to === place) return;
    keepFocus(one.id);
    setSaid(t`${one.name} is at ${to + 1} of ${items.length} now.`);
    move(one.id, to);
  }

  const handle = (one: One, place: number) => (
    <ActionIcon
      size={24}
      className={look.handle ?? ""}
      data-handle={one.id}
      aria-label={t`Move ${one.name}`}
      title={t`Drag, or press the arrow keys`}
      onKeyDown={(event) => byKey(event, one, place)}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged({ id: one.id, place });
      }}
      onPointerMove={(event: PointerEvent) =>
        dragged && setDragged({ ...dragged, place: placeAt(list.current, event.clientY) })
      }
      onPointerUp={() => {
        setDragged(null);
        if (dragged && items[dragged.place]?.id !== dragged.id) move(dragged.id, dragged.place);
      }}
      onPointerCancel={() => setDragged(null)}
    >
      <IconGripVertical size={14} stroke={1.5} />
    </ActionIcon>
  );
  return (
    <>
      <ul ref={list} className={look.list} aria-label={label}>
        {shown.map((one, place) => (
          <li
            key={one.id}
            className={look.item}
            data-item={one.id}
            data-dragged={dragged?.id === one.id || undefined}
          >
            {children(one, handle(one, place))}
          </li>
        ))}
      </ul>
      <span className="sp-hidden" role="status">
        {said}
      </span>
    </>
  );
}

/** Hands are faster than answers: the order of the hands stands until all of their moves are kept, one after the other. */
function useMoves<One extends Thing>(kept: readonly One[], onMove: Props<One>["onMove"]) {
  const [order, setOrder] = useState<string[] | null>(null);
  const waiting = useRef<{ last: Promise<unknown>; count: number }>({
    last: Promise.resolve(),
    count: 0,
  });
  const place = (id: string) => order?.indexOf(id) ?? -1;
  const items = order ? kept.toSorted((a, b) => place(a.id) - place(b.id)) : kept;

  function move(id: string, to: number) {
    setOrder(moved(items, id, to).map((one) => one.id));
    const queue = waiting.current;
    queue.count += 1;
    queue.last = queue.last.then(async () => {
      await onMove(id, to);
      queue.count -= 1;
      if (queue.count === 0) setOrder(null);
    });
  }
  return { items, move };
}

/** Moving a node in the page takes the focus from it. */
function useFocusKept(list: { current: HTMLElement | null }, order: readonly Thing[]) {
  const wanted = useRef<string | null>(null);
  const key = order.map(({ id }) => id).join();
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-handle="${wanted.current}"]`)?.focus();
    wanted.current = null;
  }, [key, list]);
  return (id: string) => (wanted.current = id);
}

/** The place of the row under the pointer. */
function placeAt(list: HTMLElement | null, y: number): number {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  const place = rows.findIndex(({ bottom }) => y < bottom);
  return place < 0 ? rows.length - 1 : place;
}

/** The list with one of its members at another place. */
export function moved<One extends { id: string }>(
  items: readonly One[],
  id: string,
  place: number,
): One[] {
  const one = items.find((other) => other.id === id);
  const others = items.filter((other) => other.id !== id);
  return one ? others.toSpliced(place, 0, one) : others;
}
