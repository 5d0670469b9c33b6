import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Share, Sight } from "#contract/access.ts";
import type { Ticket } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useSayRefusal } from "../../shell/refusals.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { Card } from "./Card.tsx";
import { Shares } from "./Shares.tsx";
import classes from "./Sidebar.module.css";

/** Who can see the ticket and why, and with whom it is shared beside its owner. */
export function AccessList({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const access = useInfiniteQuery(queries.access(ticket.number));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = access;
  if (access.error) return <Notice tone="danger">{sayRefusal(access.error)}</Notice>;
  if (!data) return null;
  const shares = data.pages[0]?.shares ?? [];
  return (
    <>
      <Shares ticket={ticket} shares={shares} />
      <Card title={t`Who can see it`}>
        <ul className={classes.people}>
          {data.pages
            .flatMap(({ items }) => items)
            .map((sight) => (
              <li key={sight.userId} className={classes.person}>
                <Avatar name={sight.name} size={24} />
                <span className={classes.personText}>
                  <span className={classes.seer}>{sight.name}</span>
                  <span className={classes.faint}>
                    <Why sight={sight} ticket={ticket} shares={shares} />
                    {sight.level === "view" ? <Trans> · view only</Trans> : null}
                  </span>
                </span>
              </li>
            ))}
        </ul>
        {hasNextPage ? (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        ) : null}
      </Card>
    </>
  );
}

function Why({ sight, ticket, shares }: { sight: Sight; ticket: Ticket; shares: Share[] }) {
  const people = usePeople();
  const owner = people.owner(ticket.ownerType, ticket.ownerId) ?? "";
  switch (sight.why) {
    case "super_admin":
      return <Trans>Super Admin</Trans>;
    case "owner":
      return <Trans>Owner</Trans>;
    case "everything":
      return <Trans>May see all tickets</Trans>;
    case "team":
      return ticket.ownerType === "team" ? (
        <Trans>In the team {owner}</Trans>
      ) : (
        <Trans>In a team with {owner}</Trans>
      );
    case "unassigned":
      return <Trans>May see tickets without an owner</Trans>;
    case "shared":
      return <Shared userId={sight.userId} shares={shares} />;
  }
}

function Shared({ userId, shares }: { userId: string; shares: Share[] }) {
  const people = usePeople();
  const own = shares.some(({ id }) => id === userId);
  const team = shares.find(
    ({ type, id }) => type === "team" && people.team(id)?.memberIds.includes(userId),
  )?.name;
  return own || !team ? <Trans>Shared with them</Trans> : <Trans>Shared with {team}</Trans>;
}
