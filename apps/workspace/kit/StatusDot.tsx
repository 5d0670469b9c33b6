import classes from "./marks.module.css";

/** A status as a small dot; closed ones are a ring with a tick, so that colour is not the only sign. The name stands beside it. */
export function StatusDot({ color, kind }: { color: string; kind: "open" | "closed" }) {
  return (
    <svg className={classes.dot} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {kind === "closed" ? (
        <path
          d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm-2.2 5 1.6 1.6 2.8-3"
          fill="none"
          stroke="var(--sp-faint)"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : (
        <circle cx="6" cy="6" r="4" fill={color} />
      )}
    </svg>
  );
}
