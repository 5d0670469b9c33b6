import { useEffect, useRef } from "react";
import look from "./Pipelines.module.css";

type Props = { label: string; value: string; onChange(color: string): void };

/** The colour of a status; the browser's own dialog chooses it, which every platform has made usable. */
export function Color({ label, value, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  // React's own event fires for every shade on the way.
  useEffect(() => {
    const field = input.current;
    const chosen = () => field && change.current(field.value);
    field?.addEventListener("change", chosen);
    return () => field?.removeEventListener("change", chosen);
  }, []);
  return (
    <input
      key={value}
      ref={input}
      type="color"
      className={look.color}
      aria-label={label}
      title={label}
      defaultValue={value}
    />
  );
}
