import {
  IconDownload,
  IconFile,
  IconFileText,
  IconFileZip,
  IconMail,
  IconTable,
} from "@tabler/icons-react";
import { UnstyledButton } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { isMailFile } from "#contract/attached.ts";
import { linkTo } from "#contract/client.ts";
import { readFile } from "#contract/files.ts";
import type { Message } from "#contract/messages.ts";
import { bytes } from "../../kit/bytes.ts";
import { AttachedMail } from "./AttachedMail.tsx";
import classes from "./Attachments.module.css";

type Attachment = Message["attachments"][number];

/** The files of a message that are not shown inside its text. */
export function Attachments({ message }: { message: Message }) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string | null>(null);
  const listed = message.attachments.filter((file) => !file.inline);
  if (listed.length === 0) return null;
  const { ticketNumber: number, id: messageId } = message;
  return (
    <>
      <ul className={classes.files} aria-label={t`Attachments`}>
        {listed.map((file) => (
          <li key={file.id}>
            {isPicture(file) ? (
              <Picture file={file} />
            ) : (
              <Plain file={file} onOpen={() => setOpened(file.id)} />
            )}
          </li>
        ))}
      </ul>
      {opened ? (
        <AttachedMail
          place={{ number, messageId, fileId: opened }}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

function Picture({ file }: { file: Attachment }) {
  return (
    <div className={classes.picture}>
      <a href={linkTo(readFile, { id: file.id })} target="_blank" rel="noopener" title={file.name}>
        <img
          src={linkTo(readFile, { id: file.id, size: "thumb" })}
          alt={file.name}
          loading="lazy"
        />
      </a>
      <Caption file={file} />
    </div>
  );
}

function Plain({ file, onOpen }: { file: Attachment; onOpen: () => void }) {
  const Sign = signOf(file.type);
  return (
    <div className={classes.file}>
      <Sign size={18} stroke={1.5} aria-hidden />
      <Caption file={file} onOpen={isMailFile(file) ? onOpen : undefined} />
    </div>
  );
}

function Caption({ file, onOpen }: { file: Attachment; onOpen?: (() => void) | undefined }) {
  const { t } = useLingui();
  return (
    <div className={classes.caption}>
      <span className={classes.name} title={file.name}>
        {file.name}
      </span>
      <span className={classes.size}>{bytes(file.size)}</span>
      {onOpen ? (
        <UnstyledButton className={classes.open} onClick={onOpen} aria-label={t`Open ${file.name}`}>
          <Trans context="a file">Open</Trans>
        </UnstyledButton>
      ) : null}
      <a
        className={classes.download}
        href={linkTo(readFile, { id: file.id })}
        download={file.name}
        aria-label={t`Download ${file.name}`}
      >
        <IconDownload size={15} stroke={1.5} />
      </a>
    </div>
  );
}

function isPicture({ type }: Attachment): boolean {
  return /^image\/(png|jpe?g|gif|webp|avif)$/.test(type);
}

function signOf(type: string) {
  if (/zip|compressed|tar/.test(type)) return IconFileZip;
  if (/sheet|csv|excel/.test(type)) return IconTable;
  if (type === "message/rfc822") return IconMail;
  return /pdf|text|word|document/.test(type) ? IconFileText : IconFile;
}
