import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconLayoutSidebar, IconMailOff, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { View } from "#contract/views.ts";
import type { ReactNode } from "react";
import { Kbd } from "../../kit/Kbd.tsx";
import { useViewNames, viewSigns } from "../../kit/views.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { arrange, useRoom } from "../../shell/layout.ts";
import classes from "./ViewsPanel.module.css";

/** Search, the views with their live counts, and the one button for a new ticket. */
export function ViewsPanel({ search }: { search: ReactNode }) {
  const { t } = useLingui();
  const { desk } = useSession();
  const go = useNavigate();
  const { data } = useQuery(queries.views());
  // Where the views are a page of their own, it needs a title like any other.
  const Name = useRoom() === "stacked" ? "h1" : "strong";
  return (
    <nav className={classes.panel} aria-label={t`Views`}>
      <div className={classes.header}>
        <Name className={classes.desk}>{desk.name}</Name>
        <ActionIcon
          className={classes.collapse}
          aria-label={t`Hide the views`}
          onClick={() => arrange({ viewsOpen: false })}
        >
          <IconLayoutSidebar size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      <div className={classes.search}>{search}</div>
      <ul className={classes.views}>
        {data?.items.map((view) => (
          <li key={view.id}>
            <ViewLink view={view} limit={data.countLimit} />
          </li>
        ))}
        <li>
          <Link to="/spam" className={classes.view}>
            <IconMailOff size={16} stroke={1.5} aria-hidden />
            <span className={classes.name}>
              <Trans>Spam</Trans>
            </span>
          </Link>
        </li>
      </ul>
      <div className={classes.create}>
        <Button
          fullWidth
          leftSection={<IconPlus size={16} stroke={2} />}
          rightSection={<Kbd keys={["C"]} />}
          classNames={{ section: classes.section, label: classes.createLabel }}
          aria-keyshortcuts="c"
          onClick={() => void go({ to: ".", search: (before) => ({ ...before, panel: "create" }) })}
        >
          <Trans>Create ticket</Trans>
        </Button>
      </div>
    </nav>
  );
}

function ViewLink({ view, limit }: { view: View; limit: number }) {
  const { t, i18n } = useLingui();
  const { view: here } = useParams({ strict: false });
  const name = useViewNames()(view.id);
  const Sign = viewSigns[view.id];
  const count = view.count >= limit ? `${limit - 1}+` : i18n.number(view.count);
  const unread = i18n.number(view.unread);
  return (
    <Link
      to="/tickets/$view"
      params={{ view: view.id }}
      className={classes.view}
      aria-current={here === view.id ? "page" : undefined}
      data-unread={(view.unread > 0 && waits(view.id)) || undefined}
    >
      <Sign size={16} stroke={1.5} aria-hidden />
      <span className={classes.name}>{name}</span>
      {view.count > 0 ? (
        <span className={classes.count} data-count={view.id} aria-hidden>
          {count}
        </span>
      ) : null}
      <span className="sp-hidden">
        {view.unread > 0 ? t`${count} tickets, ${unread} unread` : t`${count} tickets`}
      </span>
    </Link>
  );
}

/** Where an unread mark means that somebody should look. */
function waits(view: View["id"]): boolean {
  return view !== "closed" && view !== "drafts";
}
