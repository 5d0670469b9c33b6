import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { OutboxMail } from "#contract/mail.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import look from "./Outbox.module.css";

type Props = {
  mails: OutboxMail[];
  openId: string | null;
  more: (() => void) | null;
  onOpen: () => void;
};

/** The kept mails, newest first. */
export function MailList({ mails, openId, more, onOpen }: Props) {
  const { t } = useLingui();
  return (
    <ul className={look.mails} aria-label={t`Mails`}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <Link
            to="/outbox/$id"
            params={{ id: mail.id }}
            className={look.mail}
            data-active={mail.id === openId || undefined}
            aria-current={mail.id === openId || undefined}
            onClick={onOpen}
          >
            <Avatar name={receiver(mail)} size={32} />
            <span className={look.to}>{receiver(mail)}</span>
            <span className={look.at}>
              <RelativeTime at={mail.at} />
            </span>
            <span className={look.subject}>{mail.subject}</span>
            <span className={look.excerpt}>{mail.text.slice(0, 160)}</span>
          </Link>
        </li>
      ))}
      {more ? (
        <li className={look.more}>
          <Button variant="subtle" size="xs" onClick={more}>
            <Trans>Show older</Trans>
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

/** The person who would have read it. */
export function receiver({ to }: OutboxMail): string {
  const [first] = to;
  return first?.name || first?.address || "–";
}
