import { Button } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { IconArrowMerge, IconInfoCircle } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { HintReason, Ticket } from "#contract/tickets.ts";
import { attempt, toast } from "../../kit/toast.ts";
import { join, unjoin } from "../../live/joins.ts";
import { lastView } from "../../shell/layout.ts";
import classes from "./TicketHeader.module.css";

/** Tickets that this one may belong to, never joined by itself; and those that somebody joined to it. */
export function Hints({ ticket }: { ticket: Ticket }) {
  return (
    <>
      {ticket.hints.map((hint) => (
        <Hint key={`${hint.number}${hint.reason}`} ticket={ticket} hint={hint} />
      ))}
      {ticket.joined.map((one) => (
        <Joined key={one.number} ticket={ticket} number={one.number} name={one.name} />
      ))}
    </>
  );
}

function Hint({ ticket, hint }: { ticket: Ticket; hint: Ticket["hints"][number] }) {
  const { t } = useLingui();
  const open = useOpen();
  const undo = useUndo();
  const [busy, setBusy] = useState(false);
  const why: Record<HintReason, string> = {
    stranger: t`May belong to another ticket: it quotes it, but comes from somebody who takes no part in it.`,
    bridge: t`May belong to another ticket: its mail answers both.`,
    reopened_late: t`Follows a ticket that was closed long ago.`,
    subject: t`May belong to another ticket: its subject names it.`,
    split: t`Was made a ticket of its own. It came in on another one.`,
    unproven: t`May belong to another ticket: it claims to be from somebody in it, but could not prove it.`,
  };
  const { number } = hint;
  const follow = async () => {
    setBusy(true);
    try {
      await join(ticket.number, number);
      open(number);
      toast({ message: t`Joined to #${number}.`, undo: () => undo(ticket.number, number) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.hint}>
      <IconInfoCircle size={16} stroke={1.5} aria-hidden />
      <span>{why[hint.reason]}</span>
      <Link to="/tickets/$view/$number" params={{ view: "open", number }}>
        #{number}
      </Link>
      {ticket.may.edit ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          aria-label={t`Join to #${number}`}
          onClick={() => attempt(follow)}
        >
          <Trans>Join</Trans>
        </Button>
      ) : null}
    </div>
  );
}

type JoinedProps = { ticket: Ticket; number: number; name: string };

function Joined({ ticket, number, name }: JoinedProps) {
  const { t } = useLingui();
  const undo = useUndo();
  return (
    <div className={classes.hint} data-joined>
      <IconArrowMerge size={16} stroke={1.5} aria-hidden />
      <span className={classes.joinedName}>
        <Trans>
          Includes #{number} {name}
        </Trans>
      </span>
      {ticket.may.edit ? (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t`Take out again: #${number}`}
          onClick={() => undo(number, ticket.number)}
        >
          <Trans>Take out again</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function useOpen() {
  const go = useNavigate();
  const { view } = useParams({ strict: false });
  return (number: number) =>
    void go({ to: "/tickets/$view/$number", params: { view: view ?? lastView(), number } });
}

function useUndo() {
  const open = useOpen();
  return (number: number, from: number) =>
    attempt(async () => {
      await unjoin(number, from);
      open(number);
    });
}
