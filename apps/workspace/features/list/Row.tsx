import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconPencil, IconUsersGroup } from "@tabler/icons-react";
import { memo, type MouseEvent, type ReactNode } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { usePeople } from "../../live/people.ts";
import { useStatuses } from "../../live/statuses.ts";
import classes from "./Row.module.css";

type Props = {
  ticket: TicketSummary;
  href: string;
  /** Opened in the conversation. */
  current: boolean;
  /** Where the keys act. */
  focused: boolean;
  selected: boolean;
  /** No longer of this list, but still being read. */
  leaving: boolean;
  at: number;
  of: number;
  density: "comfortable" | "compact";
  /** In place of the preview: where the words were found. */
  excerpt?: ReactNode;
  /** The name with the found words marked. */
  named?: ReactNode;
  onOpen(number: number, event: MouseEvent): void;
  onSelect(number: number, range: boolean): void;
  onNear(number: number): void;
};

/** A ticket in three lines: who and when; what; how it stands and what was said last. Compact rows say it in two. */
export const Row = memo(function Row({
  ticket,
  href,
  current,
  focused,
  selected,
  leaving,
  at,
  of,
  density,
  excerpt,
  named,
  onOpen,
  onSelect,
  onNear,
}: Props) {
  const { t } = useLingui();
  const { number, unread, contact, name } = ticket;
  const who = contact?.name ?? t`No contact`;
  const status = useStatuses().status(ticket.statusId);
  const compact = density === "compact";
  const said = excerpt ?? ticket.preview;
  return (
    <div
      role="listitem"
      aria-setsize={of}
      aria-posinset={at + 1}
      className={classes.row}
      data-density={density}
      data-current={current || undefined}
      data-focused={focused || undefined}
      data-selected={selected || undefined}
      data-unread={unread || undefined}
      data-leaving={leaving || undefined}
      data-number={number}
      onPointerEnter={() => onNear(number)}
    >
      <button
        type="button"
        role="checkbox"
        aria-checked={selected}
        aria-label={t`Select #${number}`}
        tabIndex={-1}
        className={classes.select}
        onClick={(event) => onSelect(number, event.shiftKey)}
      >
        <span className={classes.box}>{selected ? <IconCheck size={12} stroke={3} /> : null}</span>
        <span className={classes.dot} />
      </button>
      <a
        href={href}
        className={classes.link}
        data-ticket-row={number}
        tabIndex={focused ? 0 : -1}
        aria-current={current ? "true" : undefined}
        onClick={(event) => onOpen(number, event)}
        onFocus={() => onNear(number)}
      >
        <span className={classes.line}>
          {unread ? (
            <span className="sp-hidden">
              <Trans>Unread.</Trans>
            </span>
          ) : null}
          <span className={classes.who}>{who}</span>
          {ticket.hasDraft ? (
            <IconPencil
              size={14}
              stroke={1.5}
              className={classes.draft}
              role="img"
              aria-label={t`You have a draft`}
            />
          ) : null}
          <span className={classes.when}>
            <RelativeTime at={ticket.activeAt} />
          </span>
        </span>
        <span className={classes.line}>
          {compact && status ? (
            <span className={classes.mark} role="img" title={status.name} aria-label={status.name}>
              <StatusDot color={status.color} kind={status.kind} />
            </span>
          ) : null}
          <span className={classes.name}>
            {named ?? name}
            {compact ? <span className={classes.beside}>{said}</span> : null}
          </span>
          {compact ? <Priority ticket={ticket} /> : null}
          <Owner ticket={ticket} />
        </span>
        {compact ? null : (
          <span className={classes.line}>
            {status ? (
              <span className={classes.status}>
                <StatusDot color={status.color} kind={status.kind} />
                {status.name}
              </span>
            ) : null}
            <span className={classes.preview}>{said}</span>
            <Priority ticket={ticket} />
          </span>
        )}
      </a>
    </div>
  );
});

function Priority({ ticket }: { ticket: TicketSummary }) {
  const name = usePriorityNames();
  const { priority } = ticket;
  if (!priority || priority === "medium" || priority === "low") return null;
  return (
    <span className={classes.priority} title={name(priority)}>
      <PriorityMark priority={priority} />
    </span>
  );
}

function Owner({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const owner = usePeople().owner(ticket.ownerType, ticket.ownerId);
  if (!owner) return null;
  if (ticket.ownerType === "team")
    return (
      <span className={classes.team} role="img" title={owner} aria-label={t`Owner: ${owner}`}>
        <IconUsersGroup size={14} stroke={1.5} />
      </span>
    );
  return <Avatar name={owner} size={20} title={t`Owner: ${owner}`} />;
}
