import { Trans, useLingui } from "@lingui/react/macro";
import {
  type Icon,
  IconAlertTriangle,
  IconAt,
  IconMail,
  IconMailOff,
  IconMessage2,
  IconMessageCircle,
  IconShare,
  IconUserCheck,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Notification, Topic } from "#contract/notifications.ts";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { markTold } from "../../live/notifications.ts";
import { usePeople } from "../../live/people.ts";
import classes from "./Bell.module.css";

const signs: Record<Topic, Icon> = {
  assigned: IconUserCheck,
  mentioned: IconAt,
  shared: IconShare,
  received: IconMail,
  replied: IconMessage2,
  commented: IconMessageCircle,
  failed: IconAlertTriangle,
  mailbox: IconMailOff,
};

/** One thing that I am told of; it leads to the message that it speaks of. */
export function Told({ told, onOpen }: { told: Notification; onOpen(): void }) {
  const { topic, ticketNumber, ticketName, at, read } = told;
  const Sign = signs[topic];
  return (
    <li className={classes.told} data-unread={!read || undefined} data-topic={topic}>
      <Link
        to={placeOf(told)}
        className={classes.link}
        onClick={() => {
          void markTold({ ids: [told.id] });
          onOpen();
        }}
      >
        <Sign size={16} stroke={1.5} className={classes.topic} />
        <span className={classes.what}>
          <span className={classes.words}>
            <Words told={told} />
          </span>
          <span className={classes.ticket}>
            {ticketNumber === null ? ticketName : `#${ticketNumber} ${ticketName}`}
          </span>
        </span>
        <span className={classes.when}>
          <RelativeTime at={at} />
        </span>
        {read ? null : (
          <span className="sp-hidden">
            <Trans>Unread.</Trans>
          </span>
        )}
      </Link>
    </li>
  );
}

/** The message that it speaks of, or what is wrong with mail. */
function placeOf({ ticketNumber, messageId, alarm }: Notification): string {
  if (ticketNumber !== null)
    return `/tickets/open/${ticketNumber}${messageId ? `#m-${messageId}` : ""}`;
  return alarm?.channelId ? `/settings/channels/${alarm.channelId}` : "/settings/ledger";
}

function Words({ told }: { told: Notification }) {
  const { t } = useLingui();
  const people = usePeople();
  const { topic, byUserId, contactName, count } = told;
  const by = (byUserId && people.owner("user", byUserId)) || t`Somebody`;
  const customer = contactName ?? t`A customer`;
  switch (topic) {
    case "assigned":
      return <Trans>{by} gave you this ticket</Trans>;
    case "mentioned":
      return <Trans>{by} mentioned you</Trans>;
    case "shared":
      return <Trans>{by} shared this ticket with you</Trans>;
    case "received":
      return count > 1 ? (
        <Trans>
          {customer} wrote {count} times
        </Trans>
      ) : (
        <Trans>{customer} wrote</Trans>
      );
    case "replied":
      return <Trans>{by} replied</Trans>;
    case "commented":
      return <Trans>{by} commented</Trans>;
    case "failed":
      return <Trans>Your reply could not be delivered</Trans>;
    case "mailbox":
      return <Alarm told={told} />;
  }
}

function Alarm({ told: { alarm } }: { told: Notification }) {
  if (alarm?.over) return <Trans>Mail is well again</Trans>;
  switch (alarm?.kind) {
    case "failing":
      return <Trans>The mailbox cannot be read</Trans>;
    case "silent":
      return <Trans>No mail for unusually long</Trans>;
    case "token_expiring":
      return <Trans>The access to the mailbox will soon expire</Trans>;
    default:
      return <Trans>Mails wait to be read for more than ten minutes</Trans>;
  }
}
