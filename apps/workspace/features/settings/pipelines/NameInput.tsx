import { TextInput } from "@mantine/core";

type Props = { id?: string; label: string; value: string; onChange(name: string): void };

/** A name that is saved when one goes on; Esc leaves it as it was, and so does an empty one. */
export function NameInput({ id, label, value, onChange }: Props) {
  return (
    <TextInput
      key={value}
      {...(id ? { id } : {})}
      aria-label={label}
      defaultValue={value}
      maxLength={100}
      autoComplete="off"
      onBlur={(event) => {
        const name = event.currentTarget.value.trim();
        if (name && name !== value) onChange(name);
        else event.currentTarget.value = value;
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.currentTarget.value = value;
        event.currentTarget.blur();
      }}
    />
  );
}
