import { Trans, useLingui } from "@lingui/react/macro";
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
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import type { ViewId } from "#contract/views.ts";
import { Chooser } from "../features/list/Chooser.tsx";
import { EmptyView } from "../features/list/Empty.tsx";
import { ListSkeleton } from "../features/list/Skeleton.tsx";
import { TicketList } from "../features/list/TicketList.tsx";
import { useHits } from "../features/search/hits.tsx";
import { SearchField } from "../features/search/SearchField.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { Pane } from "../kit/Pane.tsx";
import { useViewNames } from "../kit/views.ts";
import { queries } from "../live/queries.ts";
import { Tip } from "../kit/Tip.tsx";
import { arrange, lastView, useLayout, useRoom } from "./layout.ts";
import classes from "./ListPane.module.css";
import { Failed } from "./Mishaps.tsx";
import { News } from "./News.tsx";

/** The tickets of the view, or what was found. */
export function ListPane() {
  const { view, number } = useParams({ strict: false });
  const { q } = useSearch({ from: "/desk/workspace" });
  return (
    <>
      {view ? (
        <ViewList key={view} view={view} number={number ?? null} />
      ) : (
        <Hits q={q ?? ""} number={number ?? null} />
      )}
      <Chooser />
    </>
  );
}

function ViewList({ view, number }: { view: ViewId; number: number | null }) {
  const { t } = useLingui();
  const go = useNavigate();
  const router = useRouter();
  const name = useViewNames()(view);
  const { sort } = useSearch({ from: "/desk/workspace" });
  const filter = useMemo(() => (sort ? { view, sort } : { view }), [view, sort]);
  const list = useInfiniteQuery(queries.tickets(filter));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const search = useMemo(() => (sort ? { sort } : {}), [sort]);
  const hrefOf = useCallback(
    (to: number) =>
      router.buildLocation({ to: "/tickets/$view/$number", params: { view, number: to }, search })
        .href,
    [router, view, search],
  );
  const open = useCallback(
    (to: number | null) =>
      void (to === null
        ? go({ to: "/tickets/$view", params: { view }, search })
        : go({ to: "/tickets/$view/$number", params: { view, number: to }, search })),
    [go, view, search],
  );
  const draftOf = useCallback(
    (of: number) => rows.find((row) => row.number === of)?.draft?.preview,
    [rows],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(
    () => void (hasNextPage && !isFetchingNextPage && fetchNextPage()),
    [hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  return (
    <Pane
      label={name}
      header={<Header title={name} count={<Count view={view} />} end={<Sort sort={sort} />} />}
    >
      {list.isPending ? <ListSkeleton /> : null}
      {list.isError && !list.data ? (
        <Failed error={list.error} reset={() => void list.refetch()} />
      ) : null}
      {list.data ? (
        <TicketList
          key={sort ?? "newest"}
          id={`${view} ${sort ?? ""}`}
          label={t`Tickets: ${name}`}
          filter={filter}
          rows={rows}
          current={number}
          hrefOf={hrefOf}
          onOpen={open}
          onEnd={onEnd}
          {...(view === "drafts" ? { excerptOf: draftOf } : {})}
          empty={<EmptyView view={view} />}
        />
      ) : null}
      <News rows={rows} />
    </Pane>
  );
}

function Hits({ q, number }: { q: string; number: number | null }) {
  const { t } = useLingui();
  const go = useNavigate();
  const router = useRouter();
  const { rows, more, pending, error, excerptOf, nameOf } = useHits(q);
  const hrefOf = useCallback(
    (to: number) =>
      router.buildLocation({ to: "/search/$number", params: { number: to }, search: { q } }).href,
    [router, q],
  );
  const open = useCallback(
    (to: number | null) =>
      void (to === null
        ? go({ to: "/search", search: { q } })
        : go({ to: "/search/$number", params: { number: to }, search: { q } })),
    [go, q],
  );
  const nothing = q.trim() ? (
    <EmptyState title={t`Nothing found for “${q}”`}>
      <Trans>
        Search looks at names, addresses, ticket numbers and every word of the conversations.
      </Trans>
    </EmptyState>
  ) : (
    <EmptyState title={t`Search the whole history`}>
      <Trans>Words, names, addresses or a ticket number.</Trans>
    </EmptyState>
  );
  return (
    <Pane
      label={t`Search results`}
      header={
        <Header
          title={t`Search`}
          field={<SearchField ready={q === ""} />}
          count={
            rows.length > 0 ? (
              <span className={classes.count}>{more ? `${rows.length}+` : rows.length}</span>
            ) : null
          }
        />
      }
    >
      {pending ? <ListSkeleton /> : null}
      {error && rows.length === 0 ? <Failed error={error} /> : null}
      {!pending && !error ? (
        <TicketList
          id={`search ${q}`}
          label={t`Search results`}
          filter={null}
          rows={rows}
          current={number}
          hrefOf={hrefOf}
          onOpen={open}
          excerptOf={excerptOf}
          nameOf={nameOf}
          empty={nothing}
        />
      ) : null}
    </Pane>
  );
}

type HeaderProps = {
  title: string;
  count: ReactNode;
  end?: ReactNode;
  /** In place of the title where the views, which hold it, are not beside the list. */
  field?: ReactNode;
};

function Header({ title, count, end, field }: HeaderProps) {
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
  const label = compact ? t`Comfortable rows` : t`Compact rows`;
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

function Count({ view }: { view: ViewId }) {
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

function Sort({ sort }: { sort: "oldest" | undefined }) {
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
