import { ActionIcon, Button, Popover } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconBell, IconSettings } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { markTold } from "../../live/notifications.ts";
import { queries } from "../../live/queries.ts";
import { useAction } from "../../shell/keyboard.ts";
import { useRoom } from "../../shell/layout.ts";
import classes from "./Bell.module.css";
import { Told } from "./Told.tsx";

/** What I am told of: a bell with how much of it is unread, and the list behind it. */
export function Bell({ className, labelClass }: { className: string; labelClass: string }) {
  const { t, i18n } = useLingui();
  const stacked = useRoom() === "stacked";
  const [open, setOpen] = useState(false);
  const list = useInfiniteQuery(queries.notifications());
  const unread = list.data?.pages[0]?.unread ?? 0;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = unread > 99 ? "99+" : i18n.number(unread);
  useAction({
    id: "notifications",
    label: t`Notifications`,
    keys: "g n",
    group: "go",
    icon: IconBell,
    run: () => setOpen(true),
  });
  const label = unread > 0 ? t`Notifications: ${shown} unread` : t`Notifications`;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position={stacked ? "top" : "right-end"}
      width={stacked ? "calc(100vw - 16px)" : 380}
      offset={12}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={className}
          aria-label={label}
          data-tip={label}
          data-tip-side="right"
          onClick={() => setOpen(!open)}
        >
          <span className={classes.sign}>
            <IconBell size={20} stroke={1.5} />
            {unread > 0 ? <span className={classes.badge}>{shown}</span> : null}
          </span>
          <span className={labelClass} aria-hidden>
            <Trans>Notifications</Trans>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t`Notifications`}>
        <header className={classes.head}>
          <h2>
            <Trans>Notifications</Trans>
          </h2>
          {unread > 0 ? (
            <Button variant="subtle" size="compact-sm" onClick={() => void markTold({ all: true })}>
              <Trans>Mark all as read</Trans>
            </Button>
          ) : null}
          <ActionIcon
            component={Link}
            to="/settings/notifications"
            aria-label={t`Notification settings`}
            onClick={() => setOpen(false)}
          >
            <IconSettings size={16} stroke={1.5} />
          </ActionIcon>
        </header>
        {items.length === 0 && list.data ? (
          <p className={classes.empty}>
            <Trans>
              Nothing yet. You hear here of tickets given to you, of mentions, and of what happens
              on tickets that you own or follow.
            </Trans>
          </p>
        ) : null}
        <ul className={classes.list}>
          {items.map((one) => (
            <Told key={one.id} told={one} onOpen={() => setOpen(false)} />
          ))}
        </ul>
        {list.hasNextPage ? (
          <Button
            variant="subtle"
            size="compact-sm"
            fullWidth
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Older ones</Trans>
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
