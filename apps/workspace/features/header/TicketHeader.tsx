import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, linkOptions, useParams, useSearch } from "@tanstack/react-router";
import {
  type Icon,
  IconArchive,
  IconArchiveOff,
  IconBell,
  IconBellFilled,
  IconChevronLeft,
  IconLayoutSidebarRight,
  IconUserCheck,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { Tip } from "../../kit/Tip.tsx";
import { announce } from "../../live/presence.ts";
import { queries } from "../../live/queries.ts";
import { keysOf, useActions, written } from "../../shell/keyboard.ts";
import { lastView, useRoom, useShape } from "../../shell/layout.ts";
import { CategoryPicker } from "./CategoryPicker.tsx";
import { useFollowing } from "./following.ts";
import { Hints } from "./Hints.tsx";
import { Name } from "./Name.tsx";
import { OwnerPicker } from "./OwnerPicker.tsx";
import { PriorityPicker } from "./PriorityPicker.tsx";
import { PipelinePicker } from "../../kit/PipelinePicker.tsx";
import { useStatuses } from "../../live/statuses.ts";
import { StatusPicker } from "./StatusPicker.tsx";
import classes from "./TicketHeader.module.css";
import { TicketMenu } from "./TicketMenu.tsx";
import { Viewers } from "./Viewers.tsx";

/** What the ticket is and in whose hands it lies. */
export function TicketHeader({ number }: { number: number }) {
  const ticket = useQuery(queries.ticket(number)).data;
  useEffect(() => {
    announce(number, "viewing");
    return () => announce(null, "viewing");
  }, [number]);
  if (!ticket) return <header className={classes.header} data-empty />;
  return <Ready ticket={ticket} />;
}

function Ready({ ticket }: { ticket: Ticket }) {
  const { number } = ticket;
  useFollowing(ticket);
  const alone = useRoom() === "stacked";
  const whole = useShape() !== "split";
  return (
    <header className={classes.header}>
      <div className={classes.first}>
        {alone || whole ? <Back /> : null}
        <Name ticket={ticket} />
        <span className={`${classes.number} sp-numbers`}>#{number}</span>
        <span className={classes.grow} />
        <span className={classes.acts}>
          <Act id="ticket.follow" icon={ticket.following ? IconBellFilled : IconBell} />
          <Act id="ticket.mine" icon={IconUserCheck} />
          <Act id="ticket.close" icon={ticket.open ? IconArchive : IconArchiveOff} />
        </span>
        <TicketMenu ticket={ticket} />
        <Act id="details.toggle" icon={IconLayoutSidebarRight} />
      </div>
      <div className={classes.second}>
        <PipelineOf ticket={ticket} />
        <StatusPicker ticket={ticket} />
        <OwnerPicker ticket={ticket} />
        <PriorityPicker ticket={ticket} />
        <CategoryPicker ticket={ticket} />
        <span className={classes.grow} />
        <Viewers number={number} />
      </div>
      <Hints ticket={ticket} />
    </header>
  );
}

/** Only where there is another one to go to. */
function PipelineOf({ ticket }: { ticket: Ticket }) {
  const { usable } = useStatuses();
  if (usable.length < 2) return null;
  return (
    <span className={classes.pipeline}>
      <PipelinePicker ticket={ticket} />
    </span>
  );
}

function Back() {
  const { t } = useLingui();
  const { view } = useParams({ strict: false });
  const { q } = useSearch({ strict: false });
  const to =
    view === undefined && q !== undefined
      ? linkOptions({ to: "/search", search: { q } })
      : linkOptions({ to: "/tickets/$view", params: { view: view ?? lastView() } });
  return (
    <Link {...to} className={classes.back} aria-label={t`Back to the list`}>
      <IconChevronLeft size={20} stroke={1.75} />
    </Link>
  );
}

/** Does what the key does, for the hand at the mouse; what cannot be done now is not there. */
function Act({ id, icon: Sign }: { id: string; icon: Icon }) {
  const action = useActions().find((one) => one.id === id);
  if (!action) return null;
  const keys = keysOf(action).slice(0, 1).flatMap(written).join(" ");
  return (
    <Tip label={`${action.label} (${keys})`}>
      <ActionIcon size={28} aria-label={action.label} onClick={action.run}>
        <Sign size={16} stroke={1.5} />
      </ActionIcon>
    </Tip>
  );
}
