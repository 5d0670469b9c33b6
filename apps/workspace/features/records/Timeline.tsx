import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconMail, IconMessageCircle, IconPencil, IconTicket } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "#contract/timeline.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import { lastView } from "../../shell/layout.ts";
import { ChangeWords } from "./ChangeWords.tsx";
import look from "./Timeline.module.css";

type Kind = "contact" | "company" | "deal";

/** Everything that happened with a record, newest first. */
export function Timeline({ kind, id }: { kind: Kind; id: string }) {
  const { t } = useLingui();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    queries.timeline(kind, id),
  );
  return (
    <section aria-label={t`Timeline`}>
      <h2 className={look.title}>
        <Trans>Timeline</Trans>
      </h2>
      <ol className={look.timeline}>
        {data?.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <li key={`${entry.kind} ${entry.id}`} className={look.entry} data-kind={kindOf(entry)}>
              <span className={look.sign} aria-hidden>
                <Sign entry={entry} />
              </span>
              <Entry kind={kind} entry={entry} />
            </li>
          ))}
      </ol>
      {hasNextPage ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          <Trans>Show older</Trans>
        </Button>
      ) : null}
    </section>
  );
}

function kindOf(entry: TimelineEntry): string {
  return entry.kind === "message" ? entry.messageKind : entry.kind;
}

function Sign({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === "ticket") return <IconTicket size={14} stroke={1.5} />;
  if (entry.kind === "change") return <IconPencil size={14} stroke={1.5} />;
  return entry.messageKind === "comment" ? (
    <IconMessageCircle size={14} stroke={1.5} />
  ) : (
    <IconMail size={14} stroke={1.5} />
  );
}

function Entry({ kind, entry }: { kind: Kind; entry: TimelineEntry }) {
  const { i18n } = useLingui();
  return (
    <div className={look.words}>
      <div className={look.line}>
        <span className={look.who}>
          <Words kind={kind} entry={entry} />
        </span>
        <time dateTime={entry.at} className={`${look.when} sp-numbers`}>
          {fullMoment(entry.at, i18n.locale)}
        </time>
      </div>
      {entry.kind === "message" && entry.preview ? (
        <p className={look.preview}>{entry.preview}</p>
      ) : null}
    </div>
  );
}

function Words({ kind, entry }: { kind: Kind; entry: TimelineEntry }) {
  if (entry.kind === "change") return <ChangeWords kind={kind} entry={entry} />;
  const ticket = (
    <Link
      to="/tickets/$view/$number"
      params={{ view: lastView(), number: entry.ticketNumber }}
      className={look.ticket}
    >
      {entry.ticketName}
    </Link>
  );
  if (entry.kind === "ticket") return <Trans>Ticket opened: {ticket}</Trans>;
  const who = <b>{entry.by.name}</b>;
  if (entry.messageKind === "comment")
    return (
      <Trans>
        {who} commented on {ticket}
      </Trans>
    );
  return entry.direction === "incoming" ? (
    <Trans>
      {who} wrote on {ticket}
    </Trans>
  ) : (
    <Trans>
      {who} sent a mail on {ticket}
    </Trans>
  );
}
