import type { ReactNode } from "react";
import look from "./Beside.module.css";

/** A list, and beside it what is `open` of it; on a small screen that stands before the list. */
export function Beside({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <div className={look.beside} data-open={open || undefined}>
      {children}
    </div>
  );
}

type ListProps = { label: string; width: number; children: ReactNode };

/** The list's column; `width` in pixels, where there is room for both. */
export function ListSide({ label, width, children }: ListProps) {
  return (
    <section className={look.list} style={{ flexBasis: width }} aria-label={label}>
      {children}
    </section>
  );
}

export function OpenSide({ children }: { children: ReactNode }) {
  return <div className={look.opened}>{children}</div>;
}
