import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";
import { Mark } from "./Mark.tsx";

/** Says what a place is for and offers the next step. `page` = nothing else is on the page. */
export function EmptyState({
  title,
  children,
  action,
  page = false,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  page?: boolean;
}) {
  const Title = page ? "h1" : "h2";
  return (
    <div className={classes.empty}>
      <span className={classes.mark}>
        <Mark size={40} weight={1.25} />
      </span>
      <Title className={classes.title}>{title}</Title>
      {children ? <div className={classes.text}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
