import type { ReactNode } from "react";
import classes from "./Sidebar.module.css";

/** One subject of the details, with what can be done about it at the right of its title. */
export function Card({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h3>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
