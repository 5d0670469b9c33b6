import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import look from "./Form.module.css";

type Props = {
  label: string;
  /** Of the one that stands first, and of the others. */
  one: string;
  add: string;
  type: "email" | "tel" | "text";
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Messages by dotted path: `emails.1`; those of the whole under the name alone. */
  errors: Record<string, string>;
  name: string;
};

/** Several values in an order: the first counts most. One adds, removes and moves them up. */
export function Several({ label, one, add, type, values, onChange, errors, name }: Props) {
  const { t } = useLingui();
  const group = useRef<HTMLFieldSetElement>(null);
  const change = (at: number, value: string) => onChange(values.with(at, value));
  const more = () => {
    onChange([...values, ""]);
    requestAnimationFrame(() =>
      [...(group.current?.querySelectorAll("input") ?? [])].at(-1)?.focus(),
    );
  };
  return (
    <fieldset ref={group} className={look.several}>
      <legend>{label}</legend>
      {values.map((value, at) => (
        <div key={at} className={look.oneOf}>
          <TextInput
            type={type}
            aria-label={`${one} ${at + 1}`}
            value={value}
            error={errors[`${name}.${at}`]}
            autoComplete="off"
            onChange={(event) => change(at, event.currentTarget.value)}
          />
          <ActionIcon
            size={28}
            aria-label={t`Move ${value || one} up`}
            disabled={at === 0}
            onClick={() => onChange(moved(values, at))}
          >
            <IconArrowUp size={14} stroke={1.5} />
          </ActionIcon>
          <ActionIcon
            size={28}
            aria-label={t`Remove ${value || one}`}
            onClick={() => onChange(values.filter((_, index) => index !== at))}
          >
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {errors[name] ? (
        <p className={look.error} role="alert">
          {errors[name]}
        </p>
      ) : null}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={more}
      >
        {add}
      </Button>
    </fieldset>
  );
}

function moved(values: readonly string[], at: number): string[] {
  return values.toSpliced(at, 1).toSpliced(at - 1, 0, ...values.slice(at, at + 1));
}
