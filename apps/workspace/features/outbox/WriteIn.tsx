import { ActionIcon, Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { writeAsCustomer } from "#contract/mail.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import head from "./Letter.module.css";
import look from "./WriteIn.module.css";

/** Writes to one of our addresses as somebody new. */
export function WriteIn({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const channels = useQuery(queries.channels()).data?.items;
  return (
    <>
      <header className={head.header}>
        <h1 className={look.title}>
          <Trans>Write in as a new customer</Trans>
        </h1>
        <ActionIcon ml="auto" aria-label={t`Close`} onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <div className={head.scroll}>
        {channels?.length === 0 ? (
          <EmptyState
            title={t`No address to write to`}
            action={
              <ButtonLink to="/settings/$page/$item" params={{ page: "channels", item: "new" }}>
                <Trans>Connect an address</Trans>
              </ButtonLink>
            }
          >
            <Trans>
              Connect one first; any name will do as long as nothing leaves this machine.
            </Trans>
          </EmptyState>
        ) : channels ? (
          <WriteInForm channels={channels} onClose={onClose} />
        ) : null}
      </div>
    </>
  );
}

function WriteInForm({ channels, onClose }: { channels: Channel[]; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { channelId: channels[0]?.id ?? "", name: "", email: "", subject: "", text: "" },
    schema: writeAsCustomer.input,
    blames: { channel_not_found: "channelId" },
    save: (values) => call(writeAsCustomer, values),
    after: () => {
      toast({ message: t`The mail is in. Its ticket stands under Unassigned in a moment.` });
      onClose();
    },
  });
  return (
    <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
      <LeaveGuard when={form.dirty} />
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <div className={look.pair}>
        <TextInput
          label={t`Their name`}
          placeholder="Nora Bianchi"
          autoFocus
          {...text(form, "name")}
        />
        <TextInput
          label={t`Their e-mail`}
          type="email"
          placeholder="nora@example.com"
          {...text(form, "email")}
        />
      </div>
      <Select
        label={t`To`}
        allowDeselect={false}
        data={channels.map(({ id, address }) => ({ value: id, label: address }))}
        value={form.values.channelId}
        error={form.errors.channelId}
        onChange={(id) => form.set("channelId", id ?? "")}
      />
      <TextInput label={t`Subject`} {...text(form, "subject")} />
      <Textarea label={t`Message`} autosize minRows={8} maxRows={20} {...text(form, "text")} />
      <div>
        <Button type="submit" loading={form.busy}>
          <Trans>Send as the customer</Trans>
        </Button>
      </div>
    </form>
  );
}
