import { Autocomplete, Button, Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  archiveProperty,
  type Condition,
  createProperty,
  type Property,
  PropertyType,
  type RecordKind,
  restoreProperty,
  updateProperty,
} from "#contract/properties.ts";
import { type Form, text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { ConditionFields } from "./ConditionFields.tsx";
import { type GivenOption, OptionsEditor } from "./OptionsEditor.tsx";
import { useTypeNames } from "./property-types.ts";
import look from "./fields.module.css";

type Props = {
  kind: RecordKind;
  /** null = a new one. */
  property: Property | null;
  all: readonly Property[];
  onClose: () => void;
};

type Values = {
  label: string;
  name: string;
  type: PropertyType;
  description: string;
  group: string;
  options: GivenOption[];
  required: boolean;
  condition: Condition | null;
};

/** A new property, or one to change, archive and restore. */
export function PropertyPanel({ kind, property, all, onClose }: Props) {
  const { t } = useLingui();
  const title = property?.label ?? t`New property`;
  const form = useForm<Values>({
    initial: {
      label: property?.label ?? "",
      name: property?.name ?? "",
      type: property?.type ?? "text",
      description: property?.description ?? "",
      group: property?.group ?? "",
      options: property?.options ?? [],
      required: property?.required ?? false,
      condition: property?.condition ?? null,
    },
    schema: createProperty.input,
    shape: (values) => bodyOf(kind, values),
    blames: { property_name_taken: "name", property_unknown: "condition" },
    save: async (values) => {
      const { kind: _kind, name: _name, type: _type, ...change } = bodyOf(kind, values);
      await (property?.id
        ? call(updateProperty, { id: property.id, ...change })
        : call(createProperty, bodyOf(kind, values)));
      await refresh();
    },
    after: () => {
      toast({ message: t`The property is saved.` });
      onClose();
    },
  });
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          {property ? <Archive property={property} onDone={onClose} /> : null}
          <Button type="submit" form="property" loading={form.busy} disabled={!form.dirty}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form id="property" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <Fields kind={kind} form={form} property={property} all={all} />
      </form>
    </SidePanel>
  );
}

function Fields({
  kind,
  form,
  property,
  all,
}: {
  kind: RecordKind;
  form: Form<Values>;
  property: Property | null;
  all: readonly Property[];
}) {
  const { t } = useLingui();
  const types = useTypeNames();
  const { values, errors, set } = form;
  const groups = [...new Set(all.map(({ group }) => group).filter(Boolean))];
  const choices = all.filter(
    (one) => isChoice(one.type) && !one.archived && one.name !== property?.name,
  );
  return (
    <>
      <TextInput label={t`Label`} autoComplete="off" {...text(form, "label")} />
      <Select
        label={t`Type`}
        description={property ? t`It stays what it was made as.` : undefined}
        disabled={property !== null}
        allowDeselect={false}
        data={PropertyType.options.map((value) => ({ value, label: types[value] }))}
        value={values.type}
        onChange={(type) => set("type", PropertyType.catch("text").parse(type))}
      />
      {isChoice(values.type) ? (
        <OptionsEditor
          options={values.options}
          onChange={(options) => set("options", options)}
          error={Object.entries(errors).find(([path]) => path.startsWith("options"))?.[1]}
        />
      ) : null}
      <Textarea label={t`Description`} autosize minRows={2} {...text(form, "description")} />
      <Autocomplete
        label={t`Group`}
        data={groups}
        value={values.group}
        error={errors["group"]}
        onChange={(group) => set("group", group)}
      />
      {kind === "ticket" ? null : (
        <Checkbox
          label={t`Required`}
          description={t`Asked of everybody who makes one. Mail that arrives is asked nothing.`}
          checked={values.required}
          onChange={(event) => set("required", event.currentTarget.checked)}
        />
      )}
      <ConditionFields
        condition={values.condition}
        choices={choices}
        onChange={(condition) => set("condition", condition)}
        error={Object.entries(errors).find(([path]) => path.startsWith("condition"))?.[1]}
      />
      <TextInput
        label={t`Internal name`}
        description={t`What the API calls it. It never changes; left empty, it is made from the label.`}
        autoComplete="off"
        disabled={property !== null}
        {...text(form, "name")}
      />
    </>
  );
}

/** Out of use, or into use again: the values stay with the records. */
function Archive({ property, onDone }: { property: Property; onDone: () => void }) {
  const { t } = useLingui();
  const { id, archived } = property;
  async function turn(operation: typeof archiveProperty, said: string) {
    try {
      await call(operation, { id: id ?? "" });
      await refresh();
      const back = archived ? archiveProperty : restoreProperty;
      toast({ message: said, undo: () => void turnBack(back, id ?? "") });
      onDone();
    } catch (error) {
      toastError(error);
    }
  }
  return archived ? (
    <Button
      variant="default"
      mr="auto"
      onClick={() => void turn(restoreProperty, t`The property is in use again.`)}
    >
      <Trans>Restore</Trans>
    </Button>
  ) : (
    <Button
      variant="subtle"
      color="red"
      mr="auto"
      onClick={() => void turn(archiveProperty, t`The property is archived; its values are kept.`)}
    >
      <Trans>Archive</Trans>
    </Button>
  );
}

async function turnBack(operation: typeof archiveProperty, id: string) {
  await call(operation, { id }).catch((error: unknown) => toastError(error));
  await refresh();
}

function bodyOf(kind: RecordKind, { name, options, ...values }: Values) {
  return {
    kind,
    ...values,
    ...(name.trim() ? { name: name.trim() } : {}),
    options: isChoice(values.type) ? options : [],
  };
}

function isChoice(type: PropertyType): boolean {
  return type === "choice" || type === "multiChoice";
}

function refresh() {
  return cache.invalidateQueries({ queryKey: ["properties"] });
}
