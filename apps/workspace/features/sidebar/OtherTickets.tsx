import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { lastView } from "../../shell/layout.ts";
import { Card } from "./Card.tsx";
import classes from "./Sidebar.module.css";

const few = 6;

/** What else this person wrote about. */
export function OtherTickets({ contactId, number }: { contactId: string; number: number }) {
  const { t } = useLingui();
  const { view } = useParams({ strict: false });
  const { status } = useStatuses();
  const [all, setAll] = useState(false);
  const list = useInfiniteQuery(queries.tickets({ contactId }));
  const others = list.data?.pages
    .flatMap(({ items }) => items)
    .filter((ticket) => ticket.number !== number);
  if (!others) return null;
  return (
    <Card title={t`Other tickets`}>
      {others.length === 0 ? (
        <p className={classes.nothing}>
          <Trans>This is their only ticket.</Trans>
        </p>
      ) : null}
      <ul className={classes.tickets}>
        {(all ? others : others.slice(0, few)).map((ticket) => {
          const now = status(ticket.statusId);
          return (
            <li key={ticket.id}>
              <Link
                to="/tickets/$view/$number"
                params={{ view: view ?? lastView(), number: ticket.number }}
                className={classes.ticket}
              >
                {now ? <StatusDot color={now.color} kind={now.kind} /> : null}
                <span className={classes.ticketName}>{ticket.name}</span>
                <span className={classes.faint}>
                  <RelativeTime at={ticket.activeAt} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {others.length > few && !all ? (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          <Trans>Show all {others.length}</Trans>
        </Button>
      ) : null}
    </Card>
  );
}
