import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./ResizeHandle.module.css";

type Props = {
  label: string;
  value: number;
  min: number;
  max: number;
  /** Which side the thing being sized lies on: `start` = left or above, `end` = right or below. */
  side: "start" | "end";
  axis?: "x" | "y";
  onChange(value: number): void;
  /** Double click. */
  onReset?: () => void;
};

/** A boundary between two panes, for pointer and arrow keys. */
export function ResizeHandle({
  label,
  value,
  min,
  max,
  side,
  axis = "x",
  onChange,
  onReset,
}: Props) {
  const from = useRef<{ at: number; value: number } | null>(null);
  const sign = side === "start" ? 1 : -1;
  const set = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const at = (event: PointerEvent) => (axis === "x" ? event.clientX : event.clientY);

  function keyed(event: KeyboardEvent) {
    const [less, more] = axis === "x" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    set(value + (event.key === more ? 16 : -16) * sign);
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classes.handle}
      data-axis={axis}
      onKeyDown={keyed}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: at(event), value };
      }}
      onPointerMove={(event) => {
        if (from.current) set(from.current.value + (at(event) - from.current.at) * sign);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}
