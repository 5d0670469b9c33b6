import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import classes from "./Picker.module.css";
import type { Option } from "./Picker.tsx";

type Props = {
  label: string;
  placeholder: string;
  options: readonly Option[];
  /** What is being looked for, as one types. */
  onSearch(words: string): void;
  onPick(value: string): void;
  /** Offered at the end of the list; gets what was typed. */
  onCreate?: (words: string) => void;
  createLabel?: string;
  autoFocus?: boolean;
  invalid?: boolean;
};

const create = "+";

/** A field that finds things on the server as one types, and can make a new one. */
export function Finder({
  label,
  placeholder,
  options,
  onSearch,
  onPick,
  onCreate,
  createLabel,
  autoFocus = false,
  invalid = false,
}: Props) {
  const [words, setWords] = useState("");
  const list = useCombobox({
    onDropdownClose: () => list.resetSelectedOption(),
    onDropdownOpen: () => list.selectFirstOption(),
  });
  const find = (typed: string) => {
    setWords(typed);
    onSearch(typed.trim());
  };
  return (
    <Combobox
      store={list}
      offset={4}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: classes.dropdown,
        option: classes.option,
        options: classes.options,
        empty: classes.empty,
      }}
      onOptionSubmit={(picked) => {
        if (picked === create) onCreate?.(words.trim());
        else onPick(picked);
        find("");
        list.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          aria-label={label}
          placeholder={placeholder}
          value={words}
          error={invalid}
          autoComplete="off"
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
          autoFocus={autoFocus}
          onChange={(event) => {
            find(event.currentTarget.value);
            list.openDropdown();
            list.resetSelectedOption();
          }}
          onClick={() => list.openDropdown()}
          onFocus={() => list.openDropdown()}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label}>
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value}>
              {option.icon ? <span className={classes.icon}>{option.icon}</span> : null}
              <span className={classes.label}>{option.label}</span>
              {option.hint ? <span className={classes.hint}>{option.hint}</span> : null}
            </Combobox.Option>
          ))}
          {options.length === 0 && !onCreate ? (
            <Combobox.Empty>
              <Trans>Nothing found</Trans>
            </Combobox.Empty>
          ) : null}
          {onCreate ? (
            <Combobox.Option value={create}>
              <IconPlus size={14} stroke={1.5} aria-hidden />
              <span className={classes.label}>{createLabel}</span>
            </Combobox.Option>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
