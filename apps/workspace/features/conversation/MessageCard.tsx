import { ActionIcon, UnstyledButton } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconAt,
  IconCode,
  IconLink,
  IconLock,
} from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { memo, useContext, useRef, useState } from "react";
import { linkTo } from "#contract/client.ts";
import { type Ticket } from "#contract/tickets.ts";
import { type Message, readMessageSource } from "#contract/messages.ts";
import { Tip } from "../../kit/Tip.tsx";
import { Tool } from "../../kit/Tool.tsx";
import { Avatar } from "../../kit/Avatar.tsx";
import { useFocusAfter } from "../../kit/focus.ts";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { deskAt, write } from "../../live/drafts.ts";
import { startWriting } from "../../live/compose.ts";
import { setResolved } from "../../live/notifications.ts";
import { useSession } from "../../live/session.ts";
import { draftKey } from "../../live/shelf.ts";
import { Attachments } from "./Attachments.tsx";
import { Body } from "./Body.tsx";
import { Cards } from "./Cards.tsx";
import { CommentTools } from "./CommentTools.tsx";
import { DeliveryLine } from "./DeliveryLine.tsx";
import { Earlier } from "./Earlier.tsx";
import { CommentEditing } from "./editing.ts";
import classes from "./MessageCard.module.css";
import { Head } from "./Head.tsx";
import { SealLine } from "./SealLine.tsx";
import { SplitOffer } from "./SplitOffer.tsx";

type Props = { message: Message; ticket: Ticket; folded: boolean; lit: boolean; turned: boolean };

/** One message: from the customer, from us, or internal; unmistakable at a glance. */
export const MessageCard = memo(function MessageCard(props: Props) {
  const { message, ticket, folded, lit, turned } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState<boolean | null>(null);
  const [editing, setEditing] = useState(false);
  const Editing = useContext(CommentEditing);
  const card = useRef<HTMLElement>(null);
  useFocusAfter(editing, card, "[role=toolbar] button");
  const side = message.kind === "comment" ? "internal" : (message.direction ?? "incoming");
  const label = {
    internal: t`Internal comment by ${message.author.name}`,
    incoming: t`Message from ${message.author.name}`,
    outgoing: t`Reply by ${message.author.name}`,
  }[side];
  if (!editing && !(open ?? !folded))
    return <Folded message={message} side={side} onOpen={() => setOpen(true)} />;
  return (
    <li className={classes.entry} data-side={side}>
      <article
        ref={card}
        id={`m-${message.id}`}
        className={classes.card}
        data-side={side}
        data-lit={lit || undefined}
        aria-label={label}
      >
        {side === "internal" ? (
          <p className={classes.internal}>
            <IconLock size={12} stroke={1.75} aria-hidden /> <Trans>Internal</Trans>
            {message.myMention ? <MentionState message={message} number={ticket.number} /> : null}
          </p>
        ) : null}
        <Head
          message={message}
          ticket={ticket}
          {...(folded ? { onFold: () => setOpen(false) } : {})}
        />
        {turned && ticket.may.edit ? <SplitOffer message={message} number={ticket.number} /> : null}
        {editing && Editing ? (
          <Editing
            message={message}
            onDone={() => setEditing(false)}
            onAgain={() => setEditing(true)}
          />
        ) : (
          <>
            <Actions message={message} ticket={ticket} onEdit={() => setEditing(true)} />
            <SealLine message={message} />
            <Body message={message} number={ticket.number} />
          </>
        )}
        {message.editedAt ? <Earlier message={message} editedAt={message.editedAt} /> : null}
        {message.forwardedMessageId ? (
          <a className={classes.forwarded} href={`#m-${message.forwardedMessageId}`}>
            <IconArrowForwardUp size={14} stroke={1.5} aria-hidden />
            <Trans>Forwards an earlier message</Trans>
          </a>
        ) : null}
        {message.truncated ? (
          <p className={classes.truncated}>
            <Trans>Not everything could be shown: {message.truncated}</Trans>
          </p>
        ) : null}
        <Cards message={message} />
        <Attachments message={message} />
        <DeliveryLine message={message} number={ticket.number} />
      </article>
    </li>
  );
});

/** A comment that names me, until I say that it is dealt with. */
function MentionState({ message, number }: { message: Message; number: number }) {
  const open = message.myMention === "open";
  const set = () =>
    void setResolved(number, message.id, open).catch((error: unknown) => toastError(error));
  return (
    <UnstyledButton className={classes.mention} data-open={open || undefined} onClick={set}>
      <IconAt size={12} stroke={2} aria-hidden />
      {open ? <Trans>Mark as done</Trans> : <Trans>Done. Open again</Trans>}
    </UnstyledButton>
  );
}

/** An older message on one line. */
function Folded({ message, side, onOpen }: { message: Message; side: string; onOpen: () => void }) {
  return (
    <li className={classes.entry} data-side={side}>
      <UnstyledButton
        id={`m-${message.id}`}
        className={classes.folded}
        data-side={side}
        onClick={onOpen}
        aria-expanded={false}
      >
        <Avatar name={message.author.name} size={20} />
        <span className={classes.foldedName}>{message.author.name}</span>
        <span className={classes.excerpt}>
          {(message.visibleText || message.text).slice(0, 200)}
        </span>
        <RelativeTime at={message.writtenAt} />
      </UnstyledButton>
    </li>
  );
}

/** The draft of the forward begins with the message and all its files; what should not go along is taken away. */
function startForward(userId: string, { ticketNumber, id, attachments }: Message) {
  const key = draftKey(userId, ticketNumber, "forward");
  startWriting(ticketNumber, "forward");
  const files = attachments.filter((file) => !file.inline);
  const plain = files.map(({ inline: _inline, ...file }) => file);
  if (deskAt(key)) write(key, { replyToMessageId: id, attachments: plain });
}

type ActionsProps = { message: Message; ticket: Ticket; onEdit(): void };

function Actions({ message, ticket, onEdit }: ActionsProps) {
  const { t } = useLingui();
  const { number } = ticket;
  const me = useSession().user.id;
  const answer = () => {
    const key = draftKey(me, number, "reply");
    startWriting(number, "reply");
    if (deskAt(key)) write(key, { replyToMessageId: message.id, to: [], cc: [], bcc: [] });
  };
  const copy = async () => {
    const link = new URL(
      `${window.location.pathname}${window.location.search}#m-${message.id}`,
      window.location.origin,
    );
    await navigator.clipboard.writeText(link.href);
    toast({ message: t`Link copied` });
  };
  return (
    <div className={classes.actions} role="toolbar" aria-label={t`Message actions`}>
      {message.kind === "message" ? (
        <>
          <Tool
            size={26}
            label={t`Reply to this message`}
            icon={<IconArrowBackUp size={16} stroke={1.5} />}
            onClick={answer}
          />
          <Tool
            size={26}
            label={t`Forward`}
            icon={<IconArrowForwardUp size={16} stroke={1.5} />}
            onClick={() => startForward(me, message)}
          />
        </>
      ) : (
        <CommentTools message={message} ticket={ticket} onEdit={onEdit} />
      )}
      <Tool
        size={26}
        label={t`Copy link`}
        icon={<IconLink size={16} stroke={1.5} />}
        onClick={() => void copy()}
      />
      {message.hasSource ? (
        <Tip label={t`View source`}>
          <ActionIcon
            component="a"
            href={linkTo(readMessageSource, { number, messageId: message.id })}
            target="_blank"
            rel="noopener"
            size={26}
            aria-label={t`View source`}
          >
            <IconCode size={16} stroke={1.5} />
          </ActionIcon>
        </Tip>
      ) : null}
    </div>
  );
}
