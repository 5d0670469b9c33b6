import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type AuditChange, type AuditEntry, AuditKind } from "#contract/audit.ts";
import { startOfDay } from "../../kit/day.ts";
import { Card } from "../../kit/Card.tsx";
import { deviceOf } from "../../kit/device.ts";
import { Notice } from "../../kit/Notice.tsx";
import { Page } from "../../kit/Page.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import type { AuditFilter } from "../../live/settings-queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { AuditFilters, type Narrowed } from "./AuditFilters.tsx";
import { useAuditWords } from "./audit-words.ts";
import look from "./Audit.module.css";

/** Who changed which setting or right, newest first. The address holds what it is narrowed to. */
export function Audit() {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const navigate = useNavigate();
  const narrowed: Narrowed = useSearch({ strict: false });
  const log = useInfiniteQuery(queries.audit(filterOf(narrowed)));
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={t`Audit log`}
      lead={t`Who changed which setting or right, when and from where. Nobody can change or delete an entry.`}
      wide
    >
      <AuditFilters
        narrowed={narrowed}
        onNarrow={(search) =>
          void navigate({ to: "/settings/$page", params: { page: "audit" }, search, replace: true })
        }
      />
      {log.error ? <Notice tone="danger">{sayRefusal(log.error)}</Notice> : null}
      <Card>
        {log.data && entries.length === 0 ? (
          <p className={look.empty}>
            {Object.keys(narrowed).length > 0 ? (
              <Trans>Nothing fits these filters.</Trans>
            ) : (
              <Trans>Nothing has been changed yet.</Trans>
            )}
          </p>
        ) : (
          <ul className={look.list} aria-busy={log.isPending}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </Card>
      {log.hasNextPage ? (
        <Button
          variant="default"
          mx="auto"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          <Trans>Show older</Trans>
        </Button>
      ) : null}
    </Page>
  );
}

/** Days of this browser's calendar; the last one is meant to its end. */
function filterOf({ by, kind, from, until }: Narrowed): AuditFilter {
  const known = AuditKind.safeParse(kind).data;
  const [begin, end] = [startOfDay(from), startOfDay(until, 1)];
  return {
    ...(by && isId.test(by) && { userId: by }),
    ...(known && { kind: known }),
    ...(begin && { from: begin }),
    ...(end && { until: end }),
  };
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Entry({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useLingui();
  const words = useAuditWords();
  const who = entry.by?.name ?? t`Nobody signed in`;
  return (
    <li className={look.entry}>
      <div className={look.what}>
        <span className={look.kind}>{words.kind(entry.kind)}</span>
        {entry.subject ? <span className={look.subject}>{entry.subject.name}</span> : null}
        <time dateTime={entry.at} className={look.at}>
          {fullMoment(entry.at, i18n.locale)}
        </time>
      </div>
      <p className={look.who} title={entry.agent}>
        {[who, entry.byToken ? t`by API token` : "", entry.ip, deviceOf(entry.agent)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {entry.changes.length > 0 ? (
        <dl className={look.changes}>
          {entry.changes.map((change) => (
            <Change key={change.field} change={change} kind={entry.kind} />
          ))}
        </dl>
      ) : null}
    </li>
  );
}

type ChangeProps = { change: AuditChange; kind: AuditKind };

function Change({ change: { field, before, after }, kind }: ChangeProps) {
  const words = useAuditWords();
  return (
    <div>
      <dt>{words.field(field, kind)}</dt>
      <dd>
        {before === null ? null : <del>{words.value(field, before)}</del>}
        {before === null || after === null ? null : <span aria-hidden> → </span>}
        {after === null ? null : <ins>{words.value(field, after)}</ins>}
      </dd>
    </div>
  );
}
