import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { queries } from "../../live/queries.ts";
import { AccessList } from "./AccessList.tsx";
import { ActivityList } from "./ActivityList.tsx";
import { Closing } from "./Closing.tsx";
import { Details } from "./Details.tsx";
import classes from "./Sidebar.module.css";

type Tab = "details" | "activity" | "access";

/** Everything around the conversation: what the ticket is about, who it is with, what was done. */
export function Sidebar({ number }: { number: number }) {
  const { t } = useLingui();
  const ticket = useQuery(queries.ticket(number)).data;
  const go = useNavigate();
  const { tab = "details" } = useSearch({ from: "/desk/workspace" });
  const setTab = (to: Tab) =>
    void go({
      to: ".",
      search: (before) => ({ ...before, tab: to === "details" ? undefined : to }),
      replace: true,
    });
  const tabs: { id: Tab; label: string }[] = [
    { id: "details", label: t`Details` },
    { id: "activity", label: t`Activity` },
    { id: "access", label: t`Access` },
  ];
  /** The keyboard goes along with the tab that it has chosen. */
  const step = (by: number) => {
    const at = tabs.findIndex(({ id }) => id === tab);
    const to = tabs[(at + by + tabs.length) % tabs.length]?.id ?? "details";
    setTab(to);
    document.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
  return (
    <aside className={classes.sidebar} aria-label={t`Details of the ticket`}>
      <div className={classes.header}>
        <div role="tablist" aria-label={t`Details of the ticket`} className={classes.tabs}>
          {tabs.map(({ id, label }) => (
            <UnstyledButton
              key={id}
              role="tab"
              id={`tab-${id}`}
              aria-selected={tab === id}
              aria-controls="details-panel"
              tabIndex={tab === id ? 0 : -1}
              className={classes.tab}
              onClick={() => setTab(id)}
              onKeyDown={(event) => {
                if (event.key === "ArrowLeft") step(-1);
                if (event.key === "ArrowRight") step(1);
              }}
            >
              {label}
            </UnstyledButton>
          ))}
        </div>
        <Closing />
      </div>
      <div
        id="details-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        className={classes.body}
        tabIndex={0}
      >
        {ticket && tab === "details" ? <Details ticket={ticket} /> : null}
        {tab === "activity" ? <ActivityList number={number} /> : null}
        {ticket && tab === "access" ? <AccessList ticket={ticket} /> : null}
        {ticket ? null : (
          <span className="sp-hidden">
            <Trans>Loading…</Trans>
          </span>
        )}
      </div>
    </aside>
  );
}
