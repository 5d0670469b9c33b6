import { Checkbox, MultiSelect, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import type { Channel } from "#contract/channels.ts";
import { type Form, text } from "../../kit/form.ts";
import { usePeople } from "../../live/people.ts";
import { AcknowledgementFields } from "./AcknowledgementFields.tsx";
import { Arrival } from "./Arrival.tsx";
import type { ChannelValues } from "./channel.ts";
import { Departure } from "./Departure.tsx";
import look from "./fields.module.css";

const RichInput = lazy(() =>
  import("../../kit/RichInput.tsx").then((kit) => ({ default: kit.RichInput })),
);

type Props = { form: Form<ChannelValues>; channel: Channel | null };

export function ChannelFields({ form, channel }: Props) {
  const { t } = useLingui();
  const { values, errors, set } = form;
  return (
    <>
      <TextInput
        label={t`Address`}
        type="email"
        placeholder="support@fiatlux.example"
        autoComplete="off"
        {...text(form, "address")}
      />
      <TextInput
        label={t`Name`}
        description={t`What agents call it. Left empty, it is the address.`}
        autoComplete="off"
        {...text(form, "name")}
      />
      <Arrival form={form} channel={channel} />
      <Departure form={form} channel={channel} />
      <h3 className={look.section}>
        <Trans>Answers</Trans>
      </h3>
      <Select
        label={t`From name`}
        allowDeselect={false}
        data={[
          { value: "agent_and_desk", label: t`Agent and desk` },
          { value: "desk", label: t`Desk only` },
        ]}
        value={values.fromName}
        onChange={(value) => set("fromName", value === "desk" ? "desk" : "agent_and_desk")}
      />
      <div>
        <p
          className={look.hint}
          style={{ color: "var(--sp-text)", marginBottom: 4, fontWeight: 500 }}
        >
          <Trans>Signature of the channel</Trans>
        </p>
        <Suspense fallback={<div style={{ height: 140 }} />}>
          <RichInput
            label={t`Signature of the channel`}
            html={values.signatureHtml}
            onChange={(html) => set("signatureHtml", html)}
          />
        </Suspense>
      </div>
      <ReplyDefault form={form} />
      <NumberInput
        label={t`An answer reopens a closed ticket within`}
        description={t`Later it becomes a new ticket that points to the old one.`}
        suffix={` ${t`days`}`}
        min={0}
        max={3650}
        allowDecimal={false}
        value={values.reopenDays}
        error={errors.reopenDays}
        onChange={(days) => set("reopenDays", typeof days === "number" ? days : "")}
      />
      <Checkbox
        label={t`The mail server delivers plus addresses`}
        description={t`Answers carry a signed address such as support+…@ and find their ticket whatever the mail program does. Turn this off if mail to plus addresses bounces.`}
        checked={values.plusAddressing}
        onChange={(event) => set("plusAddressing", event.currentTarget.checked)}
      />
      <AcknowledgementFields form={form} />
    </>
  );
}

/** Off for most desks: a team may have an address that its new replies start with. */
function ReplyDefault({ form }: { form: Form<ChannelValues> }) {
  const { t } = useLingui();
  const { teams } = usePeople();
  const { values, errors, set } = form;
  return (
    <>
      <Switch
        label={t`Default reply address for teams`}
        description={t`New replies of these teams start with this address. A conversation that uses another one keeps it.`}
        checked={values.isDefault}
        onChange={(event) => set("isDefault", event.currentTarget.checked)}
      />
      {values.isDefault ? (
        <MultiSelect
          label={t`Teams`}
          searchable
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.replyDefaultTeamIds}
          error={errors.replyDefaultTeamIds}
          onChange={(ids) => set("replyDefaultTeamIds", ids)}
        />
      ) : null}
    </>
  );
}
