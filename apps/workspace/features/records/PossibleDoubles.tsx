import { ActionIcon, Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconChevronLeft } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Double, DoubleSide } from "#contract/doubles.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { focusBeside } from "../../kit/focus.ts";
import { ListSkeleton } from "../../kit/ListSkeleton.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useTitle } from "../../kit/title.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { Facts } from "./Facts.tsx";
import { useNotTheSame } from "./not-the-same.ts";
import { type Kind, places, useKindNames } from "./places.ts";
import { useSayReasons } from "./reasons.ts";
import look from "./PossibleDoubles.module.css";
import record from "./Record.module.css";

const kinds = { contact: "contacts", company: "companies" } as const;

/** Records of the whole desk that may be one and the same, two and two. */
export function PossibleDoubles({ kind }: { kind: Double["kind"] }) {
  const { t } = useLingui();
  const go = useNavigate();
  const { q } = useSearch({ strict: false });
  const names = useKindNames();
  const sayRefusal = useSayRefusal();
  const list = useInfiniteQuery(queries.doubles(kind));
  const { hidden, tellApart } = useNotTheSame(kind);
  const doubles = list.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ a, b }) => !hidden.has(`${a.id} ${b.id}`));
  useTitle(t`Possible doubles`);
  return (
    <article className={record.record} aria-label={t`Possible doubles`}>
      <header className={record.header}>
        <ActionIcon
          className={record.back ?? ""}
          onClick={() => void go({ to: places[kinds[kind]].list, search: q ? { q } : {} })}
          aria-label={t`Back to the list: ${names[kinds[kind]]}`}
        >
          <IconChevronLeft size={20} stroke={1.75} />
        </ActionIcon>
        <h1 className={record.title}>
          <Trans>Possible doubles</Trans>
        </h1>
      </header>
      <div className={record.scroll} tabIndex={-1} data-record>
        {doubles?.length === 0 && !list.hasNextPage ? (
          <EmptyState title={t`No doubles`}>
            <Trans>
              Whoever shares a phone, an address in another spelling or a name with somebody else is
              shown here.
            </Trans>
          </EmptyState>
        ) : (
          <div className={look.page}>
            <p className={look.lead}>
              <Trans>
                These may be one and the same. Merge them, or say that they are not; both can be
                taken back.
              </Trans>
            </p>
            {list.error ? <Notice tone="danger">{sayRefusal(list.error)}</Notice> : null}
            {doubles || list.error ? null : <ListSkeleton />}
            <ul className={look.list}>
              {doubles?.map((double) => (
                <Two key={`${double.a.id} ${double.b.id}`} double={double} onApart={tellApart} />
              ))}
            </ul>
            {list.hasNextPage ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                <Trans>Show more</Trans>
              </Button>
            ) : null}
          </div>
        )}
      </div>
    </article>
  );
}

function Two({ double, onApart }: { double: Double; onApart: (double: Double) => void }) {
  const { t } = useLingui();
  const go = useNavigate();
  const { kind, a, b } = double;
  const say = useSayReasons();
  const both = t`${a.name} and ${b.name}`;
  return (
    <li className={look.double} aria-label={both}>
      <p className={look.why}>{say(double)}</p>
      <div className={look.sides}>
        <Side kind={kinds[kind]} side={a} />
        <Side kind={kinds[kind]} side={b} />
      </div>
      <div className={look.actions}>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t`Not the same: ${both}`}
          onClick={({ currentTarget }) => {
            focusBeside(currentTarget);
            onApart(double);
          }}
        >
          <Trans>Not the same</Trans>
        </Button>
        <Button
          size="compact-sm"
          aria-label={t`Merge ${both}`}
          onClick={() =>
            void go({
              to: ".",
              search: (before) => ({ ...before, panel: "merge", one: a.id, other: b.id }),
            })
          }
        >
          <Trans>Merge…</Trans>
        </Button>
      </div>
    </li>
  );
}

function Side({ kind, side }: { kind: Exclude<Kind, "deals">; side: DoubleSide }) {
  const { id, name } = side;
  return (
    <div className={look.side}>
      <Link to={places[kind].one} params={{ id }} className={look.name}>
        {name}
      </Link>
      <Facts of={side} />
    </div>
  );
}
