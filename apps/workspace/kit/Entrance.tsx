import type { ReactNode } from "react";
import { Languages } from "./Languages.tsx";
import { Mark } from "./Mark.tsx";
import { useTitle } from "./title.ts";
import look from "./Entrance.module.css";

type Props = {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Small links under the form. */
  below?: ReactNode;
  /** Drawn beside the form where there is room. */
  aside?: ReactNode;
};

/** The calm page before one is in: set-up, sign-in, invitation, password reset. */
export function Entrance({ title, lead, children, below, aside }: Props) {
  useTitle(title);
  return (
    <div className={look.page} data-aside={aside ? true : undefined}>
      <main className={look.main}>
        <div className={look.column}>
          <header className={look.brand}>
            <Mark size={24} />
            <span>Sportello</span>
            <Languages />
          </header>
          <h1 className={look.title}>{title}</h1>
          {lead ? <p className={look.lead}>{lead}</p> : null}
          {children}
          {below ? <div className={look.below}>{below}</div> : null}
        </div>
      </main>
      {aside ? (
        <aside className={look.aside} aria-hidden="true">
          {aside}
        </aside>
      ) : null}
    </div>
  );
}
