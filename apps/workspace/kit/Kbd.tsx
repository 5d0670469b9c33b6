import classes from "./Kbd.module.css";

/** Keys as written on them. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {keys.filter(Boolean).map((key, at) => (
        <kbd key={`${at}${key}`} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
