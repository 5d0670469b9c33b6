import { Link } from "@tanstack/react-router";
import { IconInfoCircle } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import classes from "./TicketHeader.module.css";

/** Tickets that this one may belong to; a hint, never done by itself. */
export function Hints({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const why = {
    stranger: t`May belong to another ticket: it quotes it, but comes from somebody who takes no part in it.`,
    bridge: t`May belong to another ticket: its mail answers both.`,
    reopened_late: t`Follows a ticket that was closed long ago.`,
    subject: t`May belong to another ticket: its subject names it.`,
  };
  return ticket.hints.map(({ number, reason }) => (
    <p key={`${number}${reason}`} className={classes.hint}>
      <IconInfoCircle size={16} stroke={1.5} aria-hidden />
      <span>{why[reason]}</span>
      <Link to="/tickets/$view/$number" params={{ view: "open", number }}>
        #{number}
      </Link>
    </p>
  ));
}
