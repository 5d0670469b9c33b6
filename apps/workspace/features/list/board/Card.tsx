import { Trans, useLingui } from "@lingui/react/macro";
import { IconDots, IconPencil } from "@tabler/icons-react";
import { memo, type MouseEvent } from "react";
import type { TicketSummary } from "#contract/tickets.ts";
import { Avatar } from "../../../kit/Avatar.tsx";
import { PriorityMark } from "../../../kit/PriorityMark.tsx";
import { RelativeTime } from "../../../kit/RelativeTime.tsx";
import { usePeople } from "../../../live/people.ts";
import { store } from "../../../live/store.ts";
import { choosing } from "../keys.ts";
import classes from "./Board.module.css";

/** The ticket that is being dragged. */
export const dragged = store<number | null>(null);

type Props = {
  ticket: TicketSummary;
  href: string;
  current: boolean;
  /** Where the keys act. */
  focused: boolean;
  selected: boolean;
  onOpen(number: number, event: MouseEvent): void;
  onNear(number: number): void;
};

/** A ticket on the board; a button of its own sets the status where nothing can be dragged. */
export const Card = memo(function Card({
  ticket,
  href,
  current,
  focused,
  selected,
  onOpen,
  onNear,
}: Props) {
  const { t } = useLingui();
  const { number, unread, contact, name, priority } = ticket;
  const owner = usePeople().owner(ticket.ownerType, ticket.ownerId);
  return (
    <div
      className={classes.card}
      draggable
      data-number={number}
      data-current={current || undefined}
      data-focused={focused || undefined}
      data-selected={selected || undefined}
      data-unread={unread || undefined}
      onPointerEnter={() => onNear(number)}
      onDragStart={(event) => {
        dragged.set(number);
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", `#${number} ${name}`);
      }}
      onDragEnd={() => dragged.set(null)}
    >
      <a
        href={href}
        className={classes.link}
        draggable={false}
        data-ticket-row={number}
        tabIndex={focused ? 0 : -1}
        aria-current={current ? "true" : undefined}
        onClick={(event) => onOpen(number, event)}
        onFocus={() => onNear(number)}
      >
        {unread ? (
          <span className="sp-hidden">
            <Trans>Unread.</Trans>
          </span>
        ) : null}
        <span className={classes.title}>{name}</span>
        <span className={classes.who}>{contact?.name ?? t`No contact`}</span>
        <span className={classes.foot}>
          <span className={classes.number}>#{number}</span>
          {priority && priority !== "medium" && priority !== "low" ? (
            <PriorityMark priority={priority} />
          ) : null}
          {ticket.hasDraft ? (
            <IconPencil
              size={14}
              stroke={1.5}
              className={classes.draft}
              role="img"
              aria-label={t`You have a draft`}
            />
          ) : null}
          <span className={classes.gap} />
          <RelativeTime at={ticket.activeAt} />
          {owner ? <Avatar name={owner} size={20} title={t`Owner: ${owner}`} /> : null}
        </span>
      </a>
      <button
        type="button"
        className={classes.more}
        tabIndex={focused ? 0 : -1}
        aria-label={t`Set the status of #${number}`}
        onClick={() => choosing.set({ what: "status", numbers: [number] })}
      >
        <IconDots size={16} stroke={1.5} />
      </button>
    </div>
  );
});
