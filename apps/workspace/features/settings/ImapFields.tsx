import { NumberInput, PasswordInput, Select, TextInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { type Channel, Imap } from "#contract/channels.ts";
import type { Form } from "../../kit/form.ts";
import type { ChannelValues, Since } from "./channel.ts";
import { ConsentButtons, ConsentState } from "./Consent.tsx";
import look from "./fields.module.css";
import { MailboxPreview } from "./MailboxPreview.tsx";

type Props = { form: Form<ChannelValues>; channel: Channel | null };
type Mailbox = ChannelValues["imap"];

const usualPorts: Record<Imap["tls"], number> = { implicit: 993, starttls: 143, none: 143 };

/** The mailbox that a channel reads. It is tried when saved. */
export function ImapFields({ form, channel }: Props) {
  const { t } = useLingui();
  const { field } = mailboxFields(form);
  const consent = channel?.consent;
  return (
    <>
      {consent ? (
        <ConsentState form={form} channel={channel} consent={consent} />
      ) : (
        <>
          <ConsentButtons form={form} channel={channel} />
          <ServerFields form={form} channel={channel} />
        </>
      )}
      <TextInput label={t`Mailbox`} autoComplete="off" {...field("mailbox")} />
      {channel?.imap ? null : <SinceField form={form} />}
    </>
  );
}

function mailboxFields(form: Form<ChannelValues>) {
  const { imap } = form.values;
  const change = (to: Partial<Mailbox>) => form.set("imap", { ...imap, ...to });
  const field = (name: "host" | "user" | "mailbox" | "password") => ({
    value: imap[name],
    error: form.errors[`imap.${name}`],
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  });
  return { imap, change, field };
}

function ServerFields({ form, channel }: Props) {
  const { t } = useLingui();
  const { imap, change, field } = mailboxFields(form);
  return (
    <>
      <TextInput
        label={t`IMAP server`}
        placeholder="imap.fiatlux.example"
        autoComplete="off"
        {...field("host")}
      />
      <div className={look.pair}>
        <Select
          label={t`Encryption`}
          allowDeselect={false}
          data={[
            { value: "implicit", label: t`TLS` },
            { value: "starttls", label: t`STARTTLS` },
            { value: "none", label: t`None` },
          ]}
          value={imap.tls}
          onChange={(value) => {
            const tls = Imap.shape.tls.parse(value ?? undefined);
            change({ tls, port: usualPorts[tls] });
          }}
        />
        <NumberInput
          label={t`Port`}
          hideControls
          min={1}
          max={65_535}
          allowDecimal={false}
          thousandSeparator=""
          value={imap.port}
          error={form.errors["imap.port"]}
          onChange={(port) => change({ port: typeof port === "number" ? port : "" })}
        />
      </div>
      <TextInput label={t`User name`} autoComplete="off" {...field("user")} />
      <PasswordInput
        label={t`Password`}
        description={channel?.imap ? t`Left empty, the one you gave stays.` : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
        {...field("password")}
      />
    </>
  );
}

function SinceField({ form }: { form: Form<ChannelValues> }) {
  const { t } = useLingui();
  const periods: { value: Since; label: string }[] = [
    { value: "now", label: t`From now on` },
    { value: "7", label: t`The last 7 days too` },
    { value: "30", label: t`The last 30 days too` },
    { value: "365", label: t`The last year too` },
    { value: "day", label: t`Since a day…` },
    { value: "all", label: t`Everything that is there` },
  ];
  return (
    <>
      <Select
        label={t`Take mail`}
        description={t`Older mail becomes tickets quietly: nobody is answered or alerted.`}
        allowDeselect={false}
        data={periods}
        value={form.values.since}
        onChange={(value) =>
          form.set("since", periods.find((period) => period.value === value)?.value ?? "now")
        }
      />
      {form.values.since === "day" ? (
        <TextInput
          type="date"
          label={t`Day`}
          value={form.values.sinceDay}
          onChange={(event) => form.set("sinceDay", event.currentTarget.value)}
        />
      ) : null}
      <MailboxPreview form={form} />
    </>
  );
}
