import { NumberInput, PasswordInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Channel, Smtp } from "#contract/channels.ts";
import type { Form } from "../../kit/form.ts";
import type { ChannelValues } from "./channel.ts";
import { providerNames } from "./Consent.tsx";
import look from "./fields.module.css";

type Props = { form: Form<ChannelValues>; channel: Channel | null };
type Server = ChannelValues["smtp"];

const usualPorts: Record<Smtp["tls"], number> = { implicit: 465, starttls: 587, none: 25 };

/** The server that mail from the address leaves by. It is tried when saved. */
export function Departure({ form, channel }: Props) {
  const { t } = useLingui();
  const { values, set } = form;
  const provider = channel?.consent ? providerNames[channel.consent.provider] : null;
  return (
    <>
      <h3 className={look.section}>
        <Trans>How mail leaves</Trans>
      </h3>
      <SegmentedControl
        fullWidth
        aria-label={t`How mail leaves`}
        data={[
          {
            value: "installation",
            label: provider ? t`Server of ${provider}` : t`Server of Sportello`,
          },
          { value: "smtp", label: t`A server of its own` },
        ]}
        value={values.leaves}
        onChange={(leaves) => set("leaves", leaves === "smtp" ? "smtp" : "installation")}
      />
      {values.leaves === "smtp" ? (
        <SmtpFields form={form} channel={channel} />
      ) : (
        <p className={look.hint}>
          {provider ? (
            <Trans>
              Mail leaves by the server of {provider}, which this mailbox is connected with.
            </Trans>
          ) : (
            <Trans>
              Mail leaves by the server that this installation was set up with. Without one it stays
              in the outbox preview.
            </Trans>
          )}
        </p>
      )}
    </>
  );
}

function SmtpFields({ form, channel }: Props) {
  const { t } = useLingui();
  const { smtp } = form.values;
  const change = (to: Partial<Server>) => form.set("smtp", { ...smtp, ...to });
  const field = (name: "host" | "user" | "password") => ({
    value: smtp[name],
    error: form.errors[`smtp.${name}`],
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput
        label={t`SMTP server`}
        placeholder="smtp.fiatlux.example"
        autoComplete="off"
        {...field("host")}
      />
      <div className={look.pair}>
        <Select
          label={t`Encryption of outgoing mail`}
          allowDeselect={false}
          data={[
            { value: "starttls", label: t`STARTTLS` },
            { value: "implicit", label: t`TLS` },
            { value: "none", label: t`None` },
          ]}
          value={smtp.tls}
          onChange={(value) => {
            const tls = Smtp.shape.tls.parse(value ?? undefined);
            change({ tls, port: usualPorts[tls] });
          }}
        />
        <NumberInput
          label={t`Port of outgoing mail`}
          hideControls
          min={1}
          max={65_535}
          allowDecimal={false}
          thousandSeparator=""
          value={smtp.port}
          error={form.errors["smtp.port"]}
          onChange={(port) => change({ port: typeof port === "number" ? port : "" })}
        />
      </div>
      <TextInput
        label={t`User name at the SMTP server`}
        description={t`Left empty, nobody signs in.`}
        autoComplete="off"
        {...field("user")}
      />
      {smtp.user === "" ? null : (
        <PasswordInput
          label={t`Password at the SMTP server`}
          description={channel?.smtp ? t`Left empty, the one you gave stays.` : undefined}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
          {...field("password")}
        />
      )}
    </>
  );
}
