import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ButtonLink } from "../kit/ButtonLink.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { isRefused } from "../live/api.ts";
import { useSayRefusal } from "./refusals.ts";

export function NotFound() {
  const { t } = useLingui();
  return (
    <main style={{ height: "100dvh" }}>
      <EmptyState page title={t`There is nothing here`} action={<Home />}>
        <Trans>The address may be mistyped, or the page has moved.</Trans>
      </EmptyState>
    </main>
  );
}

/** A ticket that does not exist and one that may not be seen look the same. */
export function NoTicket() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`Ticket not found`} action={<Home />}>
      <Trans>
        There is no ticket with this number, or you have no access to it. Ask its owner or an
        administrator.
      </Trans>
    </EmptyState>
  );
}

/** Somebody without Service or Sales access. */
export function NoWorkspace() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`No access to the help desk`}
      action={
        <Button variant="default" component={Link} to="/settings">
          <Trans>Open my settings</Trans>
        </Button>
      }
    >
      <Trans>You need Service or Sales access for it. Ask an administrator.</Trans>
    </EmptyState>
  );
}

export function Failed({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const again = () => (reset ? reset() : window.location.reload());
  return (
    <EmptyState
      title={t`This could not be shown`}
      action={
        isRefused(error, "seat_needed") ? (
          <ButtonLink variant="default" to="/tickets/$view" params={{ view: "open" }}>
            <Trans>See all open tickets</Trans>
          </ButtonLink>
        ) : (
          <Button variant="default" onClick={again}>
            <Trans>Try again</Trans>
          </Button>
        )
      }
    >
      {say(error)}
    </EmptyState>
  );
}

function Home() {
  return (
    <Button variant="default" component={Link} to="/">
      <Trans>Back to the tickets</Trans>
    </Button>
  );
}
