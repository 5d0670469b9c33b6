import { useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconChevronLeft,
  IconLayoutSidebar,
  IconPlus,
  IconSortAscending,
  IconSortDescending,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ViewId } from "#contract/views.ts";
import { Tip } from "../kit/Tip.tsx";
import { queries } from "../live/queries.ts";
import { arrange, lastView, useLayout, useRoom, useShape } from "./layout.ts";
import classes from "./ListHeader.module.css";
import { ShapeMenu } from "./ShapeMenu.tsx";

type HeaderProps = {
  title: string;
  count: ReactNode;
  end?: ReactNode;
  /** In place of the title where the views, which hold it, are not beside the list. */
  field?: ReactNode;
  /** A view can be a table or a board; what was found is a list. */
  shaped?: boolean;
};

export function ListHeader({ title, count, end, field, shaped = false }: HeaderProps) {
  const { t } = useLingui();
  const room = useRoom();
  const { viewsOpen } = useLayout();
  return (
    <>
      {room === "stacked" ? (
        <Link
          to="/tickets/$view"
          params={{ view: lastView() }}
          search={{ views: 1 }}
          className={classes.back}
          aria-label={t`Back to the views`}
        >
          <IconChevronLeft size={20} stroke={1.75} />
        </Link>
      ) : null}
      {room !== "stacked" && !viewsOpen ? (
        <Tip label={t`Show the views`}>
          <ActionIcon aria-label={t`Show the views`} onClick={() => arrange({ viewsOpen: true })}>
            <IconLayoutSidebar size={16} stroke={1.5} />
          </ActionIcon>
        </Tip>
      ) : null}
      {field && (room === "stacked" || !viewsOpen) ? (
        <>
          <h1 className="sp-hidden">{title}</h1>
          <span className={classes.field}>{field}</span>
        </>
      ) : (
        <>
          <h1 className={classes.title}>{title}</h1>
          {count}
          <span className={classes.gap} />
        </>
      )}
      {end}
      <Rows />
      {shaped ? <ShapeMenu /> : null}
      {room === "stacked" ? (
        <Link
          to="."
          search={(before) => ({ ...before, panel: "create" })}
          className={classes.sort}
          aria-label={t`Create ticket`}
        >
          <IconPlus size={20} stroke={1.75} />
        </Link>
      ) : null}
    </>
  );
}

/** Three lines a ticket, or two and more of them. */
function Rows() {
  const { t } = useLingui();
  const compact = useLayout().rows === "compact";
  const shape = useShape();
  const label = compact ? t`Comfortable rows` : t`Compact rows`;
  if (shape === "board") return null;
  const Sign = compact ? IconBaselineDensityMedium : IconBaselineDensitySmall;
  return (
    <Tip label={label}>
      <button
        type="button"
        className={classes.sort}
        aria-label={label}
        onClick={() => arrange({ rows: compact ? "comfortable" : "compact" })}
      >
        <Sign size={16} stroke={1.5} />
      </button>
    </Tip>
  );
}

export function Count({ view }: { view: ViewId }) {
  const { i18n } = useLingui();
  const { data } = useQuery(queries.views());
  const count = data?.items.find(({ id }) => id === view)?.count ?? 0;
  if (!data || count === 0) return null;
  return (
    <span className={classes.count}>
      {count >= data.countLimit ? `${data.countLimit - 1}+` : i18n.number(count)}
    </span>
  );
}

export function Sort({ sort }: { sort: "oldest" | undefined }) {
  const { t } = useLingui();
  const label = sort ? t`Oldest first` : t`Newest first`;
  return (
    <Tip label={label}>
      <Link
        to="."
        search={(before) => ({ ...before, sort: sort ? undefined : "oldest" })}
        className={classes.sort}
        aria-label={t`Order: ${label}`}
      >
        {sort ? (
          <IconSortAscending size={16} stroke={1.5} />
        ) : (
          <IconSortDescending size={16} stroke={1.5} />
        )}
      </Link>
    </Tip>
  );
}
