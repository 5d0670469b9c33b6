import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconPlus,
} from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import look from "./Properties.module.css";

export type GivenOption = {
  /** Undefined until it is saved for the first time. */
  value?: string;
  label: string;
  color: string | null;
  archived: boolean;
};

type Props = {
  options: readonly GivenOption[];
  onChange: (options: GivenOption[]) => void;
  error: string | undefined;
};

/** The options of a choice: named, coloured, ordered; archived ones stay with what has them. */
export function OptionsEditor({ options, onChange, error }: Props) {
  const { t } = useLingui();
  const change = (at: number, to: Partial<GivenOption>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...to } : option)));
  const add = () => onChange([...options, { label: "", color: null, archived: false }]);
  return (
    <Input.Wrapper label={t`Options`} labelElement="div" error={error}>
      <ol className={look.options}>
        {options.map((option, at) => (
          <li
            // Options have no other identity until they are saved.
            key={option.value ?? `new-${at}`}
            className={look.option}
            data-archived={option.archived || undefined}
          >
            <Move options={options} at={at} onChange={onChange} />
            <input
              type="color"
              className={look.color}
              aria-label={t`Colour of ${option.label}`}
              value={option.color ?? "#8a8a8a"}
              onChange={(event) => change(at, { color: event.currentTarget.value })}
            />
            <TextInput
              className={look.label}
              size="xs"
              aria-label={t`Option ${at + 1}`}
              value={option.label}
              autoFocus={option.label === "" && option.value === undefined}
              onChange={(event) => change(at, { label: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <ActionIcon
              size={24}
              aria-label={
                option.archived ? t`Use ${option.label} again` : t`Archive ${option.label}`
              }
              onClick={() =>
                option.value === undefined
                  ? onChange(options.filter((_, index) => index !== at))
                  : change(at, { archived: !option.archived })
              }
            >
              {option.archived ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="compact-sm"
        mt={8}
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        <Trans>Add an option</Trans>
      </Button>
    </Input.Wrapper>
  );
}

function Move({ options, at, onChange }: Omit<Props, "error"> & { at: number }) {
  const { t } = useLingui();
  const label = options[at]?.label ?? "";
  const to = (place: number) =>
    onChange(
      options.filter((_, index) => index !== at).toSpliced(place, 0, ...options.slice(at, at + 1)),
    );
  return (
    <>
      <ActionIcon
        size={24}
        aria-label={t`Move ${label} up`}
        disabled={at === 0}
        onClick={() => to(at - 1)}
      >
        <IconArrowUp size={14} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t`Move ${label} down`}
        disabled={at === options.length - 1}
        onClick={() => to(at + 1)}
      >
        <IconArrowDown size={14} stroke={1.5} />
      </ActionIcon>
    </>
  );
}
