import { useEffect, useState } from "react";
import classes from "./Tips.module.css";

type Shown = { text: string; x: number; y: number; side: string };
const pause = 500;
/** Once one was shown, its neighbours follow at once. */
const warm = 300;

/** Draws the tip of whatever `kit/Tip` is pointed at or has the focus by key. */
export function Tips() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => watch(setShown), []);
  if (!shown) return null;
  return (
    <div
      className={classes.tip}
      role="presentation"
      data-side={shown.side}
      style={{ left: shown.x, top: shown.y }}
    >
      {shown.text}
    </div>
  );
}

function watch(set: (shown: Shown | null) => void): () => void {
  let over: Element | null = null;
  let due: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const hide = () => {
    clearTimeout(due);
    if (over) last = Date.now();
    over = null;
    set(null);
  };
  const point = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    if (target === over) return;
    const soon = Date.now() - last < warm;
    hide();
    if (!target || (event.type === "focusin" && !target.matches(":focus-visible"))) return;
    over = target;
    due = setTimeout(() => target.isConnected && set(placed(target)), soon ? 0 : pause);
  };
  const events = [
    ["pointerover", point],
    ["focusin", point],
    ["focusout", hide],
    ["pointerdown", hide],
    ["keydown", hide],
    ["scroll", hide],
  ] as const;
  for (const [name, heard] of events)
    document.addEventListener(name, heard, { capture: true, passive: true });
  return () => {
    for (const [name, heard] of events)
      document.removeEventListener(name, heard, { capture: true });
  };
}

function placed(target: Element): Shown {
  const box = target.getBoundingClientRect();
  const text = target.getAttribute("data-tip") ?? "";
  if (target.getAttribute("data-tip-side") === "right")
    return { text, side: "right", x: box.right + 8, y: box.top + box.height / 2 };
  const below = box.bottom + 40 < window.innerHeight;
  const x = Math.min(window.innerWidth - 80, Math.max(80, box.left + box.width / 2));
  return { text, side: below ? "bottom" : "top", x, y: below ? box.bottom + 6 : box.top - 6 };
}
