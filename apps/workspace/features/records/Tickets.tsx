import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { lastView } from "../../shell/layout.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

/** The tickets of a record that I may see, the latest first. */
export function Tickets({ of }: { of: { contactId: string } | { companyId: string } }) {
  const { t } = useLingui();
  const { status } = useStatuses();
  const list = useInfiniteQuery(queries.tickets(of));
  const tickets = list.data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={t`Tickets`}>
      {tickets?.length === 0 ? (
        <p className={look.nothing}>
          <Trans>None</Trans>
        </p>
      ) : null}
      <ul className={look.links}>
        {tickets?.map((ticket) => {
          const now = status(ticket.statusId);
          return (
            <li key={ticket.id}>
              <Link
                to="/tickets/$view/$number"
                params={{ view: lastView(), number: ticket.number }}
                className={look.link}
              >
                {now ? <StatusDot color={now.color} kind={now.kind} /> : null}
                <span className={look.linkName}>{ticket.name}</span>
                <span className={look.small}>
                  <RelativeTime at={ticket.activeAt} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {list.hasNextPage ? (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </Section>
  );
}
