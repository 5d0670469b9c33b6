import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ViewId } from "#contract/views.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Kbd } from "../../kit/Kbd.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { mayManage } from "#contract/rights.ts";

/** What a view is for while nothing is in it, and where to go from here. */
export function EmptyView({ view }: { view: ViewId }) {
  const { user } = useSession();
  const channels = useQuery(queries.channels()).data?.items;
  const deaf = channels?.length === 0 && mayManage(user.rights);
  return deaf ? <NoAddress /> : <NothingIn view={view} />;
}

/** A desk that nobody can write to yet. */
function NoAddress() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`No address is connected yet`}
      action={
        <ButtonLink to="/settings/$page/$item" params={{ page: "channels", item: "new" }}>
          <Trans>Connect an address</Trans>
        </ButtonLink>
      }
    >
      <Trans>Mail to a connected address becomes a ticket here.</Trans>
    </EmptyState>
  );
}

function NothingIn({ view }: { view: ViewId }) {
  const { t } = useLingui();
  switch (view) {
    case "unassigned":
      return (
        <EmptyState
          title={t`Everything has an owner`}
          action={
            <To view="mine">
              <Trans>See what is yours</Trans>
            </To>
          }
        >
          <Trans>New tickets that nobody has taken yet arrive here by themselves.</Trans>
        </EmptyState>
      );
    case "mine":
      return (
        <EmptyState
          title={t`Nothing waits for you`}
          action={
            <To view="unassigned">
              <Trans>Take one from Unassigned</Trans>
            </To>
          }
        >
          <Trans>
            Tickets that you answer or that somebody gives you stay here until they are closed.
          </Trans>
        </EmptyState>
      );
    case "team":
      return (
        <EmptyState
          title={t`Nothing waits for your team`}
          action={
            <To view="unassigned">
              <Trans>Take one from Unassigned</Trans>
            </To>
          }
        >
          <Trans>
            Open tickets that were given to a team of yours and that none of you has taken are here.
          </Trans>
        </EmptyState>
      );
    case "mentions":
      return (
        <EmptyState
          title={t`Nobody waits for an answer of yours`}
          action={
            <To view="mine">
              <Trans>See what is yours</Trans>
            </To>
          }
        >
          <Trans>
            Tickets where a colleague mentions you in a comment are here until you mark it as done.
          </Trans>
        </EmptyState>
      );
    case "following":
      return (
        <EmptyState
          title={t`You follow no open ticket`}
          action={
            <To view="open">
              <Trans>See all open tickets</Trans>
            </To>
          }
        >
          <Trans>
            Press <Kbd keys={["L"]} /> on a ticket to hear of what happens on it. You also follow
            where you comment, where you are mentioned, and what is given to you.
          </Trans>
        </EmptyState>
      );
    case "open":
      return (
        <EmptyState
          title={t`All done`}
          action={
            <To view="closed">
              <Trans>Look at what was closed</Trans>
            </To>
          }
        >
          <Trans>Every open ticket that you may see is in this view. There is none.</Trans>
        </EmptyState>
      );
    case "drafts":
      return (
        <EmptyState
          title={t`No drafts`}
          action={
            <To view="mine">
              <Trans>Back to your tickets</Trans>
            </To>
          }
        >
          <Trans>What you begin to write and do not send is kept here. Only you can see it.</Trans>
        </EmptyState>
      );
    case "closed":
      return (
        <EmptyState
          title={t`Nothing has been closed yet`}
          action={
            <To view="open">
              <Trans>See all open tickets</Trans>
            </To>
          }
        >
          <Trans>
            Closed tickets rest here. When the customer answers, they come back by themselves.
          </Trans>
        </EmptyState>
      );
  }
}

function To({ view, children }: { view: ViewId; children: ReactNode }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/tickets/$view" params={{ view }} {...props} />}
    >
      {children}
    </Button>
  );
}
