import { ActionIcon, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconPaperclip, IconTicket } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Mailbox } from "#contract/common.ts";
import type { OutboxMail } from "#contract/mail.ts";
import { bytes } from "../../kit/bytes.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { AnswerAs } from "./AnswerAs.tsx";
import { MailFrame } from "./MailFrame.tsx";
import look from "./Letter.module.css";

/** One mail as its receiver sees it, with its source and a way to answer in their place. */
export function Letter({ mail, onClose }: { mail: OutboxMail; onClose: () => void }) {
  const { t } = useLingui();
  const [shown, setShown] = useState("mail");
  return (
    <>
      <header className={look.header}>
        <ActionIcon className={look.back ?? ""} aria-label={t`All mails`} onClick={onClose}>
          <IconChevronLeft size={20} stroke={1.5} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label={t`What is shown`}
          data={[
            { value: "mail", label: t`Mail` },
            { value: "source", label: t({ message: "Source", context: "of a raw mail" }) },
          ]}
          value={shown}
          onChange={setShown}
        />
        {mail.ticketNumber ? (
          <Link
            className={look.ticket}
            to="/tickets/$view/$number"
            params={{ view: "open", number: mail.ticketNumber }}
          >
            <IconTicket size={16} stroke={1.5} aria-hidden />
            <Trans>Ticket #{mail.ticketNumber}</Trans>
          </Link>
        ) : null}
      </header>
      <div className={look.scroll}>
        {shown === "source" ? <Source mail={mail} /> : <Sheet mail={mail} />}
      </div>
      {mail.answerable ? <AnswerAs mail={mail} /> : null}
    </>
  );
}

function Sheet({ mail }: { mail: OutboxMail }) {
  const { i18n } = useLingui();
  return (
    <article className={look.sheet}>
      <h1 className={look.subject}>{mail.subject}</h1>
      <dl className={look.head}>
        <dt>
          <Trans>From</Trans>
        </dt>
        <dd>{written([mail.from])}</dd>
        <dt>
          <Trans>To</Trans>
        </dt>
        <dd>{written(mail.to)}</dd>
        {mail.cc.length > 0 ? (
          <>
            <dt>
              <Trans>Cc</Trans>
            </dt>
            <dd>{written(mail.cc)}</dd>
          </>
        ) : null}
        <dt>
          <Trans>Date</Trans>
        </dt>
        <dd>{fullMoment(mail.at, i18n.locale)}</dd>
      </dl>
      <MailFrame id={mail.id} subject={mail.subject} />
      <Attachments mail={mail} />
    </article>
  );
}

function Attachments({ mail }: { mail: OutboxMail }) {
  const { t } = useLingui();
  if (mail.attachments.length === 0) return null;
  return (
    <ul className={look.attachments} aria-label={t`Attachments`}>
      {mail.attachments.map(({ name, size }, at) => (
        <li key={`${at}-${name}`}>
          <IconPaperclip size={14} stroke={1.5} aria-hidden />
          <span>{name}</span>
          <small>{bytes(size)}</small>
        </li>
      ))}
    </ul>
  );
}

function Source({ mail }: { mail: OutboxMail }) {
  const { t } = useLingui();
  return (
    <pre className={look.source} tabIndex={0} aria-label={t`Source of the mail`}>
      {mail.raw}
    </pre>
  );
}

function written(mailboxes: Mailbox[]): string {
  return mailboxes.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
}
