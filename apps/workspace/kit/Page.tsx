import { ActionIcon } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTitle } from "./title.ts";
import look from "./Page.module.css";

type Props = {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** A panel beside the page. */
  panel?: ReactNode;
  wide?: boolean;
  children: ReactNode;
};

/** One page of the settings: a header that aligns with its neighbours, a column to read, and room for a panel. */
export function Page({ title, lead, action, panel, wide = false, children }: Props) {
  const { t } = useLingui();
  useTitle(title);
  return (
    <>
      <section className={look.page} aria-label={title}>
        <header className={look.header}>
          <ActionIcon
            className={look.back ?? ""}
            component={Link}
            to="/settings"
            aria-label={t`All settings`}
          >
            <IconChevronLeft size={20} stroke={1.5} />
          </ActionIcon>
          <h1>{title}</h1>
          <div className={look.action}>{action}</div>
        </header>
        <div className={look.scroll}>
          <div className={look.column} data-wide={wide || undefined}>
            {lead ? <p className={look.lead}>{lead}</p> : null}
            {children}
          </div>
        </div>
      </section>
      {panel}
    </>
  );
}
