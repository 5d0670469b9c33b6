import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { bytes } from "../../kit/bytes.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import look from "./Form.module.css";
import { type Correspondent, type Sending, useLetter } from "./mail.ts";
import { WhomField } from "./WhomField.tsx";

const RichInput = lazy(() =>
  import("../../kit/RichInput.tsx").then((kit) => ({ default: kit.RichInput })),
);

type Writing = ReturnType<typeof useLetter>;

export type MailProps = {
  contact: Correspondent;
  /** The record's contacts, where there is more than one to choose from. */
  whom?: { people: readonly Correspondent[]; onSearch?: (words: string) => void } | undefined;
  onChoose?: (contact: Correspondent) => void;
  post: (mail: Sending) => Promise<Ticket>;
  onClose: () => void;
};

/** A mail to a contact, from a record: it opens a ticket of its own. */
export function MailPanel({ contact, whom, onChoose, post, onClose }: MailProps) {
  const { t } = useLingui();
  const writing = useLetter(contact, post);
  const title = t`Mail to ${contact.name}`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          <Attach writing={writing} />
          <Button type="submit" form="mail" loading={writing.busy}>
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <form id="mail" className={look.form} noValidate onSubmit={writing.send}>
        <LeaveGuard when={writing.dirty} keeps={({ search }) => search["panel"] === "mail"} />
        {whom ? (
          <WhomField
            value={contact}
            {...whom}
            onChoose={(other) => {
              writing.readdress();
              onChoose?.(other);
            }}
          />
        ) : null}
        <Addresses writing={writing} />
        <Body writing={writing} />
        <p className={look.says}>
          <Trans>A new ticket is opened with this mail. Answers join it.</Trans>
        </p>
      </form>
    </SidePanel>
  );
}

function Addresses({ writing }: { writing: Writing }) {
  const { t } = useLingui();
  const { letter, set, errors, channels } = writing;
  // What the server takes where none is chosen.
  const usual = channels.find(({ isMyReplyDefault }) => isMyReplyDefault) ?? channels[0];
  const [more, setMore] = useState(false);
  return (
    <>
      <Select
        label={t`From`}
        data={channels.map(({ id, address }) => ({ value: id, label: address }))}
        value={letter.fromChannelId ?? usual?.id ?? null}
        error={errors.fromChannelId}
        allowDeselect={false}
        onChange={(fromChannelId) => set({ fromChannelId })}
      />
      <TextInput
        label={t`To`}
        value={letter.to}
        error={errors.to}
        autoComplete="off"
        rightSectionWidth={more ? 0 : 72}
        rightSection={
          more ? null : (
            <Button variant="subtle" size="compact-xs" mr={6} onClick={() => setMore(true)}>
              <Trans>Cc/Bcc</Trans>
            </Button>
          )
        }
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {more ? (
        <>
          <TextInput
            label="Cc"
            value={letter.cc}
            autoFocus
            autoComplete="off"
            onChange={(event) => set({ cc: event.currentTarget.value })}
          />
          <TextInput
            label={t`Bcc`}
            value={letter.bcc}
            autoComplete="off"
            onChange={(event) => set({ bcc: event.currentTarget.value })}
          />
        </>
      ) : null}
    </>
  );
}

function Body({ writing }: { writing: Writing }) {
  const { t } = useLingui();
  const { letter, set, errors } = writing;
  return (
    <>
      <TextInput
        label={t`Subject`}
        value={letter.subject}
        error={errors.subject}
        maxLength={500}
        autoComplete="off"
        autoFocus
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <div className={look.field}>
        <span className={look.label} aria-hidden>
          {t`Message`}
        </span>
        <Suspense fallback={<div style={{ height: 220 }} />}>
          <RichInput label={t`Message`} html="" onChange={(html) => set({ html })} />
        </Suspense>
        {errors.html || errors.files ? (
          <p className={look.error} role="alert">
            {errors.html ?? errors.files}
          </p>
        ) : null}
      </div>
      {letter.files.length > 0 ? (
        <ul className={look.files} aria-label={t`Attachments`}>
          {letter.files.map((file) => (
            <li key={file.id} className={look.chosen}>
              <IconPaperclip size={14} stroke={1.5} aria-hidden />
              <span>{file.name}</span>
              <span className={look.says}>{bytes(file.size)}</span>
              <ActionIcon
                size={24}
                aria-label={t`Remove ${file.name}`}
                onClick={() => set({ files: letter.files.filter(({ id }) => id !== file.id) })}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Attach({ writing }: { writing: Writing }) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        data-testid="attach-to-mail"
        onChange={(event) => {
          void writing.attach([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <Button
        variant="default"
        mr="auto"
        leftSection={<IconPaperclip size={14} stroke={1.5} />}
        onClick={() => field.current?.click()}
      >
        {t`Attach files`}
      </Button>
    </>
  );
}
