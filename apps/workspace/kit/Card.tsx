import type { ReactNode } from "react";
import look from "./Card.module.css";

/** A group of settings under one heading. */
export function Card({
  title,
  says,
  children,
}: {
  title?: ReactNode;
  says?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={look.group}>
      {title ? <h2 className={look.title}>{title}</h2> : null}
      {says ? <p className={look.says}>{says}</p> : null}
      <div className={look.card}>{children}</div>
    </section>
  );
}

type RowProps = {
  label: ReactNode;
  says?: ReactNode;
  htmlFor?: string;
  children: ReactNode;
  stacked?: boolean;
};

/** One setting: what it is on the left, how it stands on the right; under each other on a phone or when `stacked`. */
export function Row({ label, says, htmlFor, children, stacked = false }: RowProps) {
  return (
    <div className={look.row} data-stacked={stacked || undefined}>
      <div className={look.what}>
        {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span>{label}</span>}
        {says ? <p>{says}</p> : null}
      </div>
      <div className={look.how}>{children}</div>
    </div>
  );
}
