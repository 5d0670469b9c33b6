import {
  ActionIcon,
  FileInput,
  MultiSelect,
  NumberInput,
  Select,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Property, PropertyValue } from "#contract/properties.ts";
import { useStore } from "../live/store.ts";
import { usePeople } from "../live/people.ts";
import { uploaded } from "../live/upload.ts";
import { usePropertyNames } from "./property-names.ts";
import { useFileName } from "./PropertyWords.tsx";
import { momentAt, wallAt } from "./when.ts";
import { deviceZone, zone } from "./zone.ts";

export type FieldProps = {
  property: Property;
  value: PropertyValue;
  onChange: (value: PropertyValue) => void;
  required?: boolean;
  error?: string | undefined;
  /** The label is said, not shown: it stands beside the field already. */
  bare?: boolean;
  focus?: boolean;
  disabled?: boolean;
};

/** A field for a property of any type, in forms and dialogs. */
export function PropertyField(props: FieldProps) {
  switch (props.property.type) {
    case "longText":
      return <LongText {...props} />;
    case "number":
      return <NumberField {...props} />;
    case "choice":
    case "checkbox":
    case "user":
      return <OneOf {...props} />;
    case "multiChoice":
      return <SomeOf {...props} />;
    case "file":
      return <FileField {...props} />;
    case "dateTime":
      return <MomentField {...props} />;
    case "text":
    case "date":
    case "phone":
    case "url":
      return <Line {...props} />;
  }
}

function useCommon({ property, required, error, bare, focus, disabled }: FieldProps) {
  const label = usePropertyNames()(property.name, property);
  return {
    ...(bare ? { "aria-label": label } : { label, description: property.description || undefined }),
    withAsterisk: required ?? false,
    error,
    autoFocus: focus ?? false,
    "data-autofocus": focus || undefined,
    disabled: disabled ?? false,
  };
}

const inputs = { text: "text", date: "date", phone: "tel", url: "url" } as const;

function Line(props: FieldProps) {
  const { type } = props.property;
  const kind = type in inputs ? inputs[type as keyof typeof inputs] : "text";
  return (
    <TextInput
      {...useCommon(props)}
      type={kind}
      {...(type === "url" ? { placeholder: "https://" } : {})}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

/** By the clock that this person reads all times on, whatever the device says. */
function MomentField(props: FieldProps) {
  const timeZone = useStore(zone) ?? deviceZone();
  const at = textOf(props.value);
  return (
    <TextInput
      {...useCommon(props)}
      type="datetime-local"
      value={at ? wallAt(new Date(at), timeZone) : ""}
      onChange={({ currentTarget: { value } }) =>
        props.onChange(value ? momentAt(value, timeZone).toISOString() : null)
      }
    />
  );
}

function LongText(props: FieldProps) {
  return (
    <Textarea
      {...useCommon(props)}
      autosize
      minRows={3}
      maxRows={12}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

function NumberField(props: FieldProps) {
  return (
    <NumberInput
      {...useCommon(props)}
      hideControls
      value={typeof props.value === "number" ? props.value : ""}
      onChange={(value) => props.onChange(typeof value === "number" ? value : null)}
    />
  );
}

function OneOf(props: FieldProps) {
  const { property, value, onChange } = props;
  const options = useOptions(property, value);
  return (
    <Select
      {...useCommon(props)}
      clearable
      searchable={options.length > 8}
      data={options}
      value={value === null ? null : String(value)}
      onChange={(picked) =>
        onChange(property.type === "checkbox" && picked ? picked === "true" : picked)
      }
    />
  );
}

function SomeOf(props: FieldProps) {
  const { property, value, onChange } = props;
  const chosen = Array.isArray(value) ? value : [];
  const options = useOptions(property, value);
  return (
    <MultiSelect
      {...useCommon(props)}
      clearable
      searchable={options.length > 8}
      data={options}
      value={chosen}
      onChange={(picked) => onChange(picked.length > 0 ? picked : null)}
    />
  );
}

function FileField(props: FieldProps) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const { value, onChange, error, disabled = false } = props;
  const { label } = props.property;
  const name = useFileName(typeof value === "string" ? value : null);
  async function take(file: File | null) {
    setFailed(false);
    if (!file) return onChange(null);
    setBusy(true);
    try {
      onChange((await uploaded(file)).id);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }
  return (
    <FileInput
      {...useCommon(props)}
      disabled={busy || disabled}
      leftSection={<IconPaperclip size={14} stroke={1.5} />}
      placeholder={busy ? t`Uploading…` : name || t`Choose a file`}
      rightSectionPointerEvents="all"
      rightSection={
        value === null || busy || disabled ? null : (
          <ActionIcon
            size={24}
            aria-label={t`Remove the file: ${label}`}
            onClick={() => onChange(null)}
          >
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        )
      }
      error={failed ? t`The file could not be uploaded.` : error}
      value={null}
      onChange={(file) => void take(file)}
    />
  );
}

/** What can be chosen now; what is chosen already stays, also where it was archived since. */
function useOptions(property: Property, value: PropertyValue) {
  const { t } = useLingui();
  const { users } = usePeople();
  if (property.type === "checkbox")
    return [
      { value: "true", label: t`Yes` },
      { value: "false", label: t`No` },
    ];
  if (property.type === "user")
    return users
      .filter(({ id, state }) => state === "active" || id === value)
      .map(({ id, name }) => ({ value: id, label: name }));
  const chosen = new Set(Array.isArray(value) ? value : [value]);
  return property.options
    .filter((option) => !option.archived || chosen.has(option.value))
    .map((option) => ({ value: option.value, label: option.label }));
}

function textOf(value: PropertyValue): string {
  return typeof value === "string" ? value : "";
}
