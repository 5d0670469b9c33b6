import { Button, Group, Switch, Textarea, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  type Acknowledgement,
  echoes,
  echoVariables,
  safeVariables,
  unknownVariables,
  usualAcknowledgement,
} from "#contract/acknowledgement.ts";
import type { Form } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import type { ChannelValues } from "./channel.ts";
import look from "./fields.module.css";

/** What whoever writes first hears at once. Off until somebody switches it on. */
export function AcknowledgementFields({ form }: { form: Form<ChannelValues> }) {
  const { t } = useLingui();
  const { values, set } = form;
  return (
    <>
      <h3 className={look.section}>
        <Trans>Automatic answer</Trans>
      </h3>
      <Switch
        label={t`Confirm that a first message has arrived`}
        description={t`Once for each new ticket, and to one address once an hour at most. Never to machines, lists or old mail.`}
        checked={values.acknowledges}
        onChange={(event) => set("acknowledges", event.currentTarget.checked)}
      />
      {values.acknowledges ? <Words form={form} /> : null}
    </>
  );
}

function Words({ form }: { form: Form<ChannelValues> }) {
  const { t } = useLingui();
  const { values, errors, set } = form;
  const words = values.acknowledgement;
  const change = (to: Partial<Acknowledgement>) => set("acknowledgement", { ...words, ...to });
  const unknown = unknownVariables(words)
    .map((name) => `{{${name}}}`)
    .join(" ");
  const all = [...safeVariables, ...echoVariables].map((name) => `{{${name}}}`).join(" ");
  return (
    <>
      <TextInput
        label={t`Subject of the automatic answer`}
        autoComplete="off"
        value={words.subject}
        error={errors["acknowledgement.subject"]}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t`Text of the automatic answer`}
        autosize
        minRows={6}
        maxRows={16}
        value={words.text}
        error={errors["acknowledgement.text"]}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Group gap={8}>
        <Button size="compact-sm" variant="default" onClick={() => change(usualAcknowledgement.en)}>
          <Trans>English text</Trans>
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => change(usualAcknowledgement.it)}>
          <Trans>Italian text</Trans>
        </Button>
      </Group>
      <p className={look.hint}>
        <Trans>Filled in for each message:</Trans> <code>{all}</code>
      </p>
      {unknown === "" ? null : (
        <Notice tone="danger">
          <Trans>Nobody fills in {unknown}.</Trans>
        </Notice>
      )}
      {echoes(words) ? (
        <Notice tone="info">
          <Trans>
            This text repeats what the sender wrote, so it goes only to senders whose address is
            verified. Otherwise anybody could have us send their words to somebody else.
          </Trans>
        </Notice>
      ) : null}
    </>
  );
}
