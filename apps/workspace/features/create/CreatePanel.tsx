import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconBuilding, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Avatar } from "../../kit/Avatar.tsx";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { Confirm } from "../../kit/Confirm.tsx";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { Priority } from "#contract/common.ts";
import classes from "./CreatePanel.module.css";
import { OwnerField } from "./OwnerField.tsx";
import { useNewTicket } from "./new-ticket.ts";

/** The create-ticket panel at the right. It asks before unsaved input is lost, then calls `onClose`. */
export function CreatePanel({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (number: number) => void;
}) {
  const { t } = useLingui();
  const form = useNewTicket(onCreated);
  const [asking, setAsking] = useState(false);
  const close = () => (form.dirty ? setAsking(true) : onClose());
  return (
    <section
      className={classes.panel}
      aria-label={t`Create ticket`}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && close()}
    >
      <header className={classes.header}>
        <h2>
          <Trans>Create ticket</Trans>
        </h2>
        <ActionIcon size={28} aria-label={t`Close`} onClick={close}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <form className={classes.form} noValidate onSubmit={form.submit}>
        <div className={classes.fields}>
          <Fields form={form} />
        </div>
        {form.problem ? (
          <p className={classes.problem} role="alert">
            {form.problem}
          </p>
        ) : null}
        <footer className={classes.footer}>
          <Button variant="default" onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.busy}>
            <Trans>Create ticket</Trans>
          </Button>
        </footer>
      </form>
      <LeaveGuard when={form.dirty && !form.done} />
      <Confirm
        opened={asking}
        title={t`Discard this ticket?`}
        action={t`Discard`}
        onConfirm={onClose}
        onClose={() => setAsking(false)}
      >
        <Trans>What you typed here has not been saved.</Trans>
      </Confirm>
    </section>
  );
}

function Fields({ form }: { form: ReturnType<typeof useNewTicket> }) {
  const { t } = useLingui();
  const { values, set, errors, pipelines, statuses } = form;
  const pipeline = pipelines.find(({ id }) => id === values.pipelineId);
  const status = statuses.find(({ id }) => id === values.statusId);
  const priorityName = usePriorityNames();
  return (
    <>
      <TextInput
        label={t`Ticket name`}
        withAsterisk
        value={values.name}
        error={errors.name}
        maxLength={500}
        autoFocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Field label={t`Pipeline`} required error={errors.pipelineId}>
        <Picker
          label={t`Pipeline`}
          look="field"
          invalid={Boolean(errors.pipelineId)}
          value={values.pipelineId}
          options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
          onPick={form.choosePipeline}
        >
          <span>{pipeline?.name ?? t`Choose a pipeline`}</span>
        </Picker>
      </Field>
      <Field label={t`Ticket status`} required error={errors.statusId}>
        <Picker
          label={t`Ticket status`}
          look="field"
          invalid={Boolean(errors.statusId)}
          value={values.statusId}
          options={statuses.map(({ id, name, color, kind }) => ({
            value: id,
            label: name,
            icon: <StatusDot color={color} kind={kind} />,
          }))}
          onPick={(statusId) => set({ statusId })}
        >
          {status ? <StatusDot color={status.color} kind={status.kind} /> : null}
          <span className={status ? undefined : classes.empty}>
            {status?.name ?? t`Choose a status`}
          </span>
        </Picker>
      </Field>
      <Field label={t`Contacts`} error={errors.contactIds}>
        {values.contacts.map((contact) => (
          <Chosen
            key={contact.id}
            name={contact.name}
            hint={contact.email}
            sign={<Avatar name={contact.name} size={20} />}
            onRemove={() =>
              set({ contacts: values.contacts.filter(({ id }) => id !== contact.id) })
            }
          />
        ))}
        <ContactFinder except={values.contacts.map(({ id }) => id)} onPick={form.addContact} />
      </Field>
      <Field label={t`Company`} error={errors.companyId}>
        {values.company ? (
          <Chosen
            name={values.company.name}
            hint={null}
            sign={<IconBuilding size={16} stroke={1.5} />}
            onRemove={() => set({ company: null })}
          />
        ) : (
          <CompanyFinder onPick={(company) => set({ company })} />
        )}
      </Field>
      <Field label={t`Owner`} error={errors.ownerId}>
        <OwnerField value={values.owner} onChange={(owner) => set({ owner })} />
      </Field>
      <Field label={t`Priority`} error={errors.priority}>
        <Picker
          label={t`Priority`}
          look="field"
          value={values.priority ?? "none"}
          options={[...Priority.options.toReversed(), null].map((value) => ({
            value: value ?? "none",
            label: priorityName(value),
            icon: <PriorityMark priority={value} silent />,
          }))}
          onPick={(value) => set({ priority: Priority.nullable().catch(null).parse(value) })}
        >
          <PriorityMark priority={values.priority} silent />
          <span>{priorityName(values.priority)}</span>
        </Picker>
      </Field>
      <Textarea
        label={t`Description`}
        value={values.description}
        error={errors.description}
        autosize
        minRows={3}
        maxRows={12}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </>
  );
}

function Field({
  label,
  required = false,
  error,
  children,
}: {
  label: string;
  required?: boolean;
  error: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={classes.field} role="group" aria-label={label}>
      <span className={classes.label} aria-hidden="true">
        {label}
        {required ? <span className={classes.star}> *</span> : null}
      </span>
      {children}
      {error ? (
        <p className={classes.error} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Chosen({
  name,
  hint,
  sign,
  onRemove,
}: {
  name: string;
  hint: string | null;
  sign: ReactNode;
  onRemove: () => void;
}) {
  const { t } = useLingui();
  return (
    <div className={classes.chosen}>
      {sign}
      <span className={classes.chosenName}>{name}</span>
      {hint ? <span className={classes.hint}>{hint}</span> : null}
      <ActionIcon size={24} aria-label={t`Remove ${name}`} onClick={onRemove}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
