import { Modal, Skeleton, useComputedColorScheme, UnstyledButton } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import {
  type AttachedMail as Mail,
  isMailFile,
  readAttachedFile,
  readAttachedFrame,
} from "#contract/attached.ts";
import { linkTo } from "#contract/client.ts";
import type { Mailbox } from "#contract/common.ts";
import { bytes } from "../../kit/bytes.ts";
import { useFocusBack } from "../../kit/focus.ts";
import { Notice } from "../../kit/Notice.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./AttachedMail.module.css";
import { Framed } from "./Framed.tsx";

export type Place = { number: number; messageId: string; fileId: string };

/** A mail that was attached to a mail, opened; those attached to it open in its place. */
export function AttachedMail({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useLingui();
  useFocusBack();
  const [parts, setParts] = useState<string[]>([]);
  const sheet = useRef<HTMLDivElement>(null);
  const part = parts.at(-1);
  // What was pressed is gone with the mail that it led away from.
  const go = (to: string[]) => {
    sheet.current?.focus();
    setParts(to);
  };
  const { number, messageId, fileId } = place;
  const { data, isError } = useQuery(queries.attachedMail(number, messageId, fileId, part));
  return (
    <Modal
      opened
      onClose={onClose}
      size={820}
      title={data?.subject || t`Attached mail`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div ref={sheet} tabIndex={-1} className={classes.sheet}>
        {parts.length > 0 ? (
          <UnstyledButton className={classes.back} onClick={() => go(parts.slice(0, -1))}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            <Trans>Back to the mail around it</Trans>
          </UnstyledButton>
        ) : null}
        {isError ? (
          <Notice tone="danger">
            <Trans>This mail could not be opened. Its file can be downloaded.</Trans>
          </Notice>
        ) : null}
        {data ? (
          <Opened
            key={part ?? ""}
            mail={data}
            place={place}
            part={part}
            onOpen={(inner) => go([...parts, inner])}
          />
        ) : isError ? null : (
          <Skeleton height={160} radius={8} />
        )}
      </div>
    </Modal>
  );
}

function Opened({
  mail,
  place,
  part,
  onOpen,
}: {
  mail: Mail;
  place: Place;
  part: string | undefined;
  onOpen: (part: string) => void;
}) {
  const { t } = useLingui();
  const theme = useComputedColorScheme();
  const src = linkTo(readAttachedFrame, { ...place, theme, ...(part ? { part } : {}) });
  return (
    <>
      <Letterhead mail={mail} />
      <Framed
        src={src}
        name={`${place.fileId} ${part ?? ""}`}
        title={t`Attached mail: ${mail.subject}`}
        guess={160}
      />
      {mail.truncated ? (
        <p className={classes.truncated}>
          <Trans>Not everything could be shown: {mail.truncated}</Trans>
        </p>
      ) : null}
      <Files mail={mail} place={place} onOpen={onOpen} />
    </>
  );
}

function Letterhead({ mail }: { mail: Mail }) {
  const { i18n } = useLingui();
  return (
    <dl className={classes.head}>
      {mail.from ? (
        <>
          <dt>
            <Trans>From</Trans>
          </dt>
          <dd>{boxes([mail.from])}</dd>
        </>
      ) : null}
      {mail.to.length > 0 ? (
        <>
          <dt>
            <Trans>To</Trans>
          </dt>
          <dd>{boxes(mail.to)}</dd>
        </>
      ) : null}
      {mail.cc.length > 0 ? (
        <>
          <dt>
            <Trans>Cc</Trans>
          </dt>
          <dd>{boxes(mail.cc)}</dd>
        </>
      ) : null}
      {mail.date ? (
        <>
          <dt>
            <Trans>Date</Trans>
          </dt>
          <dd className="sp-numbers">{fullMoment(mail.date, i18n.locale)}</dd>
        </>
      ) : null}
    </dl>
  );
}

function Files({
  mail,
  place,
  onOpen,
}: {
  mail: Mail;
  place: Place;
  onOpen: (part: string) => void;
}) {
  const { t } = useLingui();
  const listed = mail.attachments.filter((file) => !file.inline);
  if (listed.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t`Attachments`}>
      {listed.map((file) => (
        <li key={file.part}>
          <a href={linkTo(readAttachedFile, { ...place, part: file.part })} download={file.name}>
            {file.name}
          </a>
          <span className={classes.size}>{bytes(file.size)}</span>
          {isMailFile(file) ? (
            <UnstyledButton className={classes.open} onClick={() => onOpen(file.part)}>
              <Trans context="a file">Open</Trans>
            </UnstyledButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function boxes(list: readonly Mailbox[]): string {
  return list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
}
