import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

type Hold =
  /** As far down as it goes. */
  | { on: "end" }
  /** This element at the top, or the end where that shows it whole. */
  | { on: "start"; element: Element }
  /** What is being read stays where it is. */
  | { on: "here"; element: Element; top: number };

const edge = 24;
const margin = 12;
/** Milliseconds from a wheel, a touch or a key to the scrolling it causes; each step of it opens the time again. */
const reaction = 300;

/**
 * Keeps what is being read in its place while pictures load, mail frames grow and messages come above or below. The
 * browser's own scroll anchoring does not hold at the very top and is absent in Safari, so it is switched off.
 */
export function useSteadyScroll(
  viewport: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
) {
  const hold = useRef<Hold>({ on: "end" });
  const [atEnd, setAtEnd] = useState(true);
  const self = useRef(-1);
  const settledAt = useRef(0);
  const byHand = useHand(viewport);

  const settle = useCallback(() => {
    const view = viewport.current;
    if (!view) return;
    const to = Math.round(placeFor(hold.current, view));
    if (Math.abs(to - view.scrollTop) > 0.5) {
      self.current = to;
      view.scrollTop = to;
    }
    settledAt.current = heights(view);
    setAtEnd(isAtEnd(view));
  }, [viewport]);

  useLayoutEffect(() => {
    const view = viewport.current;
    const inside = content.current;
    if (!view || !inside) return;
    const observer = new ResizeObserver(settle);
    observer.observe(view);
    observer.observe(inside);
    return () => observer.disconnect();
  }, [viewport, content, settle]);

  useEffect(() => {
    const view = viewport.current;
    if (!view) return;
    const scrolled = () => {
      setAtEnd(isAtEnd(view));
      if (Math.abs(view.scrollTop - self.current) < 2) return;
      // A frame that shrinks makes the browser scroll by itself: that is no wish of the reader.
      if (!byHand() && heights(view) !== settledAt.current) return settle();
      self.current = -1;
      hold.current = isAtEnd(view) ? { on: "end" } : hereIn(view, content.current);
    };
    view.addEventListener("scroll", scrolled, { passive: true });
    return () => view.removeEventListener("scroll", scrolled);
  }, [viewport, content, byHand, settle]);

  const show = useCallback(
    (element: Element) => {
      hold.current = { on: "start", element };
      settle();
    },
    [settle],
  );
  const toEnd = useCallback(() => {
    hold.current = { on: "end" };
    settle();
  }, [settle]);
  /** Before something is added below: stay with what is on screen instead of following the end. */
  const stay = useCallback(() => {
    const view = viewport.current;
    if (view) hold.current = hereIn(view, content.current);
  }, [viewport, content]);

  return { atEnd, show, toEnd, stay };
}

/** Whether a hand moves it just now: the wheel, a finger, the bar at the side, a key. */
function useHand(viewport: RefObject<HTMLElement | null>): () => boolean {
  const last = useRef(-reaction);
  useEffect(() => {
    const view = viewport.current;
    if (!view) return;
    const moved = () => void (last.current = performance.now());
    const kinds = ["wheel", "touchmove", "pointerdown"] as const;
    for (const kind of kinds) view.addEventListener(kind, moved, { passive: true });
    const pressed = ({ key }: KeyboardEvent) => /^(Arrow|Page|Home|End|Tab| )/.test(key) && moved();
    view.addEventListener("keydown", pressed);
    return () => {
      for (const kind of kinds) view.removeEventListener(kind, moved);
      view.removeEventListener("keydown", pressed);
    };
  }, [viewport]);
  return useCallback(() => {
    const now = performance.now();
    const moving = now - last.current < reaction;
    if (moving) last.current = now;
    return moving;
  }, []);
}

function heights(view: HTMLElement): number {
  return view.scrollHeight * 100_000 + view.clientHeight;
}

function placeFor(hold: Hold, view: HTMLElement): number {
  const last = view.scrollHeight - view.clientHeight;
  if (hold.on === "end" || !hold.element.isConnected)
    return hold.on === "end" ? last : view.scrollTop;
  const top =
    hold.element.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop;
  return Math.max(0, Math.min(last, top - (hold.on === "start" ? margin : hold.top)));
}

function isAtEnd(view: HTMLElement): boolean {
  return view.scrollHeight - view.clientHeight - view.scrollTop < edge;
}

function hereIn(view: HTMLElement, content: HTMLElement | null): Hold {
  const edgeTop = view.getBoundingClientRect().top;
  const element = [...(content?.children ?? [])].find(
    (child) => child.getBoundingClientRect().bottom > edgeTop,
  );
  return element
    ? { on: "here", element, top: element.getBoundingClientRect().top - edgeTop }
    : { on: "end" };
}
