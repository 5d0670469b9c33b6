import classes from "./Thread.module.css";

/** Shown only when a conversation takes longer than a moment the first time. */
export function ThreadSkeleton() {
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={classes.skeleton} aria-hidden="true">
        <div className={classes.bone} />
        <div className={classes.bone} />
        <div className={classes.bone} />
      </div>
    </div>
  );
}
