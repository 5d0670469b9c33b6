import { ActionIcon, Select, Textarea, TextInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { IconBuilding, IconX } from "@tabler/icons-react";
import { type ComponentType, Fragment, type ReactNode } from "react";
import { Priority } from "#contract/common.ts";
import { type FormField, ownField } from "#contract/forms.ts";
import type { PullRange } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { PullPicker } from "../../kit/PullPicker.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { PropertyField } from "../../kit/PropertyField.tsx";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./CreatePanel.module.css";
import { isOwn, useFieldNames } from "./field-names.ts";
import type { NewTicket } from "./new-ticket.ts";
import { OwnerField } from "./OwnerField.tsx";
import { SourceField } from "./SourceField.tsx";

type Props = { form: NewTicket; label: string; required: boolean; focus: boolean };

/** The fields of the form, as the desk has chosen and ordered them, with what the values ask for. */
export function Fields({ form, still = false }: { form: NewTicket; still?: boolean }) {
  const labels = useFieldNames();
  const known = useProperties("ticket");
  const { values } = form;
  return form.askedOf(form.fields).map(({ name, required }, at) => {
    const focus = at === 0 && !still;
    if (isOwn(name)) {
      const property = known.find((one) => one.name === ownField(name));
      return property ? (
        <PropertyField
          key={name}
          property={property}
          value={values.own[property.name] ?? null}
          required={required}
          error={form.errors[name] ?? form.errors[`properties.${property.name}`]}
          focus={focus}
          onChange={(value) => form.setOwn(property.name, value)}
        />
      ) : null;
    }
    const Drawn = drawn[name];
    return (
      <Fragment key={name}>
        <Drawn form={form} label={labels(name)} required={required} focus={focus} />
      </Fragment>
    );
  });
}

const drawn: Record<FormField, ComponentType<Props>> = {
  name: NameField,
  pipeline: PipelineField,
  status: StatusField,
  contacts: ContactsField,
  company: CompanyField,
  owner: ({ form, label, required }) => (
    <Field label={label} required={required} error={form.errors["owner"]}>
      <OwnerField value={form.values.owner} onChange={(owner) => form.set({ owner })} />
    </Field>
  ),
  source: ({ form, label, required }) => (
    <Field label={label} required={required} error={form.errors["source"]}>
      <SourceField value={form.values.source} onChange={(source) => form.set({ source })} />
    </Field>
  ),
  priority: PriorityField,
  category: CategoryField,
  description: (props) => <LongTextField {...props} name="description" />,
  resolution: (props) => <LongTextField {...props} name="resolution" />,
};

function NameField({ form, label, focus }: Props) {
  return (
    <TextInput
      label={label}
      withAsterisk
      value={form.values.name}
      error={form.errors["name"]}
      maxLength={500}
      autoFocus={focus}
      onChange={(event) => form.set({ name: event.currentTarget.value })}
    />
  );
}

function PipelineField({ form, label }: Props) {
  const { t } = useLingui();
  const { values, errors, pipelines } = form;
  const pipeline = pipelines.find(({ id }) => id === values.pipelineId);
  return (
    <Field label={label} required error={errors["pipeline"]}>
      <Picker
        label={label}
        look="field"
        invalid={Boolean(errors["pipeline"])}
        value={values.pipelineId}
        options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
        onPick={form.choosePipeline}
      >
        <span>{pipeline?.name ?? t`Choose a pipeline`}</span>
      </Picker>
    </Field>
  );
}

function StatusField({ form, label }: Props) {
  const { t } = useLingui();
  const { values, errors, statuses } = form;
  const status = statuses.find(({ id }) => id === values.statusId);
  return (
    <Field label={label} required error={errors["status"]}>
      <Picker
        label={label}
        look="field"
        invalid={Boolean(errors["status"])}
        value={values.statusId}
        options={statuses.map(({ id, name, color, kind }) => ({
          value: id,
          label: name,
          icon: <StatusDot color={color} kind={kind} />,
        }))}
        onPick={(statusId) => form.set({ statusId })}
      >
        {status ? <StatusDot color={status.color} kind={status.kind} /> : null}
        <span className={status ? undefined : classes.empty}>
          {status?.name ?? t`Choose a status`}
        </span>
      </Picker>
    </Field>
  );
}

function ContactsField({ form, label, required }: Props) {
  const { contacts } = form.values;
  return (
    <Field label={label} required={required} error={form.errors["contacts"]}>
      {contacts.map((contact) => (
        <Chosen
          key={contact.id}
          name={contact.name}
          hint={contact.email}
          sign={<Avatar name={contact.name} size={20} />}
          onRemove={() => form.set({ contacts: contacts.filter(({ id }) => id !== contact.id) })}
          pull={contact.pull ?? null}
          onPull={(pull) =>
            form.set({
              contacts: contacts.map((one) => (one.id === contact.id ? { ...one, pull } : one)),
            })
          }
        />
      ))}
      <ContactFinder except={contacts.map(({ id }) => id)} onPick={form.addContact} />
    </Field>
  );
}

function CompanyField({ form, label, required }: Props) {
  const { company } = form.values;
  return (
    <Field label={label} required={required} error={form.errors["company"]}>
      {company ? (
        <Chosen
          name={company.name}
          hint={null}
          sign={<IconBuilding size={16} stroke={1.5} />}
          onRemove={() => form.set({ company: null })}
          pull={company.pull ?? null}
          onPull={(pull) => form.set({ company: { ...company, pull } })}
        />
      ) : (
        <CompanyFinder onPick={(picked) => form.set({ company: picked })} />
      )}
    </Field>
  );
}

function PriorityField({ form, label, required }: Props) {
  const { values, errors } = form;
  const nameOf = usePriorityNames();
  return (
    <Field label={label} required={required} error={errors["priority"]}>
      <Picker
        label={label}
        look="field"
        invalid={Boolean(errors["priority"])}
        value={values.priority ?? "none"}
        options={[...Priority.options.toReversed(), null].map((value) => ({
          value: value ?? "none",
          label: nameOf(value),
          icon: <PriorityMark priority={value} silent />,
        }))}
        onPick={(value) => form.set({ priority: Priority.nullable().catch(null).parse(value) })}
      >
        <PriorityMark priority={values.priority} silent />
        <span>{nameOf(values.priority)}</span>
      </Picker>
    </Field>
  );
}

function CategoryField({ form, label, required }: Props) {
  const known = useQuery(queries.properties()).data?.items ?? [];
  const options = known.find(({ name }) => name === "category")?.options ?? [];
  return (
    <Select
      label={label}
      withAsterisk={required}
      clearable
      data={options}
      value={form.values.category || null}
      error={form.errors["category"]}
      onChange={(category) => form.set({ category: category ?? "" })}
    />
  );
}

function LongTextField({
  form,
  label,
  required,
  name,
}: Props & { name: "description" | "resolution" }) {
  return (
    <Textarea
      label={label}
      withAsterisk={required}
      value={form.values[name]}
      error={form.errors[name]}
      autosize
      minRows={3}
      maxRows={12}
      onChange={(event) => form.set({ [name]: event.currentTarget.value })}
    />
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
  pull,
  onPull,
}: {
  name: string;
  hint: string | null;
  sign: ReactNode;
  onRemove: () => void;
  pull: PullRange | null;
  onPull: (pull: PullRange | null) => void;
}) {
  const { t } = useLingui();
  return (
    <div className={classes.with}>
      <div className={classes.chosen}>
        {sign}
        <span className={classes.chosenName}>{name}</span>
        {hint ? <span className={classes.hint}>{hint}</span> : null}
        <ActionIcon size={24} aria-label={t`Remove ${name}`} onClick={onRemove}>
          <IconX size={14} stroke={1.5} />
        </ActionIcon>
      </div>
      <PullPicker name={name} value={pull} onPick={onPull} />
    </div>
  );
}
