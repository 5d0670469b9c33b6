import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo } from "react";
import type { ViewId } from "#contract/views.ts";
import { Chooser } from "../features/list/Chooser.tsx";
import { ColumnsMenu } from "../features/list/TableHead.tsx";
import { useColumns } from "../features/list/columns.tsx";
import { EmptyView } from "../features/list/Empty.tsx";
import { ListSkeleton } from "../kit/ListSkeleton.tsx";
import { TicketList } from "../features/list/TicketList.tsx";
import { useHits } from "../features/search/hits.tsx";
import { SearchField } from "../features/search/SearchField.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { useNextPage } from "../kit/paging.ts";
import { Pane } from "../kit/Pane.tsx";
import { useViewNames } from "../kit/views.ts";
import { queries } from "../live/queries.ts";
import { useShape } from "./layout.ts";
import { Count, ListHeader, Sort } from "./ListHeader.tsx";
import classes from "./ListHeader.module.css";
import { Failed } from "./Mishaps.tsx";
import { News } from "./News.tsx";
import { PipelineMenu } from "./ShapeMenu.tsx";

const Board = lazy(() =>
  import("../features/list/board/Board.tsx").then(({ Board }) => ({ default: Board })),
);

/** The tickets of the view, or what was found. */
export function ListPane() {
  const { view, number } = useParams({ strict: false });
  const { q } = useSearch({ from: "/desk/workspace" });
  return (
    <>
      {view ? (
        <ViewPane key={view} view={view} number={number ?? null} />
      ) : (
        <Hits q={q ?? ""} number={number ?? null} />
      )}
      <Chooser />
    </>
  );
}

type Opening = {
  name: string;
  hrefOf(number: number): string;
  open(number: number | null): void;
};

/** A view in the shape that this person chose. */
function ViewPane({ view, number }: { view: ViewId; number: number | null }) {
  const go = useNavigate();
  const router = useRouter();
  const name = useViewNames()(view);
  const shape = useShape();
  const { sort, pipeline } = useSearch({ from: "/desk/workspace" });
  const search = useMemo(
    () => ({ ...(sort ? { sort } : {}), ...(pipeline ? { pipeline } : {}) }),
    [sort, pipeline],
  );
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
  const opening = { name, hrefOf, open };
  return shape === "board" ? (
    <ViewBoard view={view} number={number} {...opening} />
  ) : (
    <ViewList view={view} number={number} {...opening} />
  );
}

type ViewProps = { view: ViewId; number: number | null } & Opening;

function ViewBoard({ view, number, name, hrefOf, open }: ViewProps) {
  const { t } = useLingui();
  const { sort, pipeline } = useSearch({ from: "/desk/workspace" });
  return (
    <Pane
      label={name}
      header={
        <ListHeader
          shaped
          title={name}
          count={<Count view={view} />}
          end={
            <>
              <PipelineMenu />
              <Sort sort={sort} />
            </>
          }
        />
      }
    >
      <Suspense>
        <Board
          view={view}
          pipelineId={pipeline}
          sort={sort}
          label={t`Tickets: ${name}`}
          current={number}
          hrefOf={hrefOf}
          onOpen={open}
        />
      </Suspense>
    </Pane>
  );
}

function ViewList({ view, number, name, hrefOf, open }: ViewProps) {
  const { t } = useLingui();
  const { sort } = useSearch({ from: "/desk/workspace" });
  const table = useShape() === "table";
  const columns = useColumns(view);
  const filter = useMemo(() => (sort ? { view, sort } : { view }), [view, sort]);
  const list = useInfiniteQuery(queries.tickets(filter));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const draftOf = useCallback(
    (of: number) => rows.find((row) => row.number === of)?.draft?.preview,
    [rows],
  );
  const onEnd = useNextPage(list);
  return (
    <Pane
      label={name}
      header={
        <ListHeader
          shaped
          title={name}
          count={<Count view={view} />}
          end={
            <>
              {table ? <ColumnsMenu view={view} columns={columns} /> : null}
              <Sort sort={sort} />
            </>
          }
        />
      }
    >
      {list.isPending ? <ListSkeleton /> : null}
      {list.isError && !list.data ? (
        <Failed error={list.error} reset={() => void list.refetch()} />
      ) : null}
      {list.data ? (
        <TicketList
          key={`${sort ?? "newest"} ${table}`}
          id={`${view} ${sort ?? ""}${table ? " table" : ""}`}
          label={t`Tickets: ${name}`}
          filter={filter}
          rows={rows}
          current={number}
          hrefOf={hrefOf}
          onOpen={open}
          onEnd={onEnd}
          columns={table ? columns : undefined}
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
        <ListHeader
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
