import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react";
import { IconRobot } from "@tabler/icons-react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { useState } from "react";
import type { Mailbox } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { fullMoment, timeOfDay } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./Head.module.css";
import { TrustLight } from "./TrustLight.tsx";

/** Who wrote to whom and when; everything about the addressing on demand. */
export function Head({
  message,
  ticket,
  onFold,
}: {
  message: Message;
  ticket: Ticket;
  onFold?: () => void;
}) {
  const { locale } = useLingui().i18n;
  const [open, setOpen] = useState(false);
  const { author, from, writtenAt } = message;
  const time = timeOfDay(writtenAt, locale);
  const name = <span className={classes.name}>{author.name || from?.address}</span>;
  return (
    <header className={classes.head}>
      <Avatar name={author.name || from?.address || "?"} size={28} />
      <div className={classes.who}>
        <div className={classes.line}>
          {onFold ? (
            <UnstyledButton onClick={onFold} aria-expanded>
              {name}
            </UnstyledButton>
          ) : (
            name
          )}
          <TrustLight message={message} />
          {message.automatic ? <Automatic /> : null}
          <ByColleague message={message} />
          <time
            dateTime={writtenAt}
            title={fullMoment(writtenAt, locale)}
            className={`${classes.time} sp-numbers`}
          >
            {time}
          </time>
        </div>
        {message.kind === "message" ? (
          <Recipients message={message} open={open} onToggle={() => setOpen(!open)} />
        ) : null}
      </div>
      {open ? <Addressing message={message} ticket={ticket} /> : null}
    </header>
  );
}

/** What a colleague did with it outside of here. */
function ByColleague({ message: { forwardedBy, fromOutside } }: { message: Message }) {
  if (forwardedBy) {
    const { name } = forwardedBy;
    return (
      <span className={classes.outside}>
        <Trans>forwarded by {name}</Trans>
      </span>
    );
  }
  if (!fromOutside) return null;
  return (
    <span className={classes.outside}>
      <Trans>from their own mail program</Trans>
    </span>
  );
}

function Recipients({
  message,
  open,
  onToggle,
}: {
  message: Message;
  open: boolean;
  onToggle: () => void;
}) {
  const first = message.to[0];
  const name = first ? first.name || first.address : "";
  const more = message.to.length + message.cc.length + message.bcc.length - 1;
  return (
    <UnstyledButton className={classes.recipients} onClick={onToggle} aria-expanded={open}>
      {more > 0 ? (
        <Trans>
          to {name} and {more} more
        </Trans>
      ) : (
        <Trans>to {name}</Trans>
      )}
    </UnstyledButton>
  );
}

function Addressing({ message, ticket }: { message: Message; ticket: Ticket }) {
  const { t } = useWords();
  const { locale } = useLingui().i18n;
  const channel = useQuery(queries.channels()).data?.items.find(
    (one) => one.id === message.channelId,
  );
  const rows: [string, Mailbox[]][] = [
    [t`From`, message.from ? [message.from] : []],
    [t`To`, message.to],
    [t`Cc`, message.cc],
    [t`Bcc`, message.bcc],
  ];
  return (
    <dl className={classes.addressing}>
      {rows
        .filter(([, boxes]) => boxes.length > 0)
        .map(([label, boxes]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {boxes.map((box) => (
                <Box key={box.address} box={box} ticket={ticket} />
              ))}
            </dd>
          </div>
        ))}
      {message.subject ? (
        <div>
          <dt>{t`Subject`}</dt>
          <dd>{message.subject}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t`Date`}</dt>
        <dd>{fullMoment(message.writtenAt, locale)}</dd>
      </div>
      {channel ? (
        <div>
          <dt>{t`Channel`}</dt>
          <dd>{channel.name}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** An address; said to be unknown when it takes part in the ticket without being a contact. */
function Box({ box, ticket }: { box: Mailbox; ticket: Ticket }) {
  const { t } = useWords();
  const participant = ticket.participants.find(
    (one) => one.address.toLowerCase() === box.address.toLowerCase(),
  );
  return (
    <span className={classes.box}>
      {box.name ? <span>{box.name}</span> : null}{" "}
      <span className={classes.address}>{box.address}</span>
      {participant && !participant.contactId ? (
        <span className={classes.unknown}>{t`not a contact`}</span>
      ) : null}
    </span>
  );
}

function Automatic() {
  const { t } = useWords();
  return (
    <span className={classes.trust} title={t`Written by a machine`}>
      <IconRobot size={14} stroke={1.5} aria-hidden /> <Trans>automatic</Trans>
    </span>
  );
}
