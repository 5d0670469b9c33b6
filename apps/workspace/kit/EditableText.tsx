import { Textarea, TextInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useState } from "react";
import classes from "./EditableText.module.css";

type Props = {
  label: string;
  value: string | null;
  long?: boolean;
  disabled: boolean;
  onChange(value: string | null): void;
};

/** Text that becomes a field when clicked; leaving it keeps it, Esc does not. */
export function EditableText({ label, value, long = false, disabled, onChange }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);

  function keep() {
    const next = typed?.trim() ?? "";
    setTyped(null);
    if (next !== (value ?? "")) onChange(next || null);
  }

  function pressed(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      setTyped(null);
    }
    if (event.key === "Enter" && (!long || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      keep();
    }
  }

  if (typed === null)
    return (
      <button
        type="button"
        className={classes.edit}
        data-empty={!value || undefined}
        disabled={disabled}
        aria-label={value ? `${label}: ${value}` : t`Add ${label}`}
        onClick={() => setTyped(value ?? "")}
      >
        <span className={classes.clamped}>{value || "—"}</span>
      </button>
    );
  const field = {
    "aria-label": label,
    value: typed,
    autoFocus: true,
    onBlur: keep,
    onKeyDown: pressed,
  };
  return long ? (
    <Textarea
      {...field}
      autosize
      minRows={3}
      maxRows={14}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...field} onChange={(event) => setTyped(event.currentTarget.value)} />
  );
}
