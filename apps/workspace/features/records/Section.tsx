import type { ReactNode } from "react";
import look from "./Record.module.css";

/** One subject beside a record, with what can be done about it at the right of its title. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={look.section} aria-label={title}>
      <div className={look.sectionHead}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
