import { Combobox, UnstyledButton, useCombobox } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import classes from "./Picker.module.css";

export type Option = {
  value: string;
  label: string;
  icon?: ReactNode;
  /** Said at the right end: an address, a key. */
  hint?: string;
  group?: string;
  /** Further words by which it is found. */
  words?: string;
};

export type PickerHandle = { open(): void };

type Props = {
  /** What is chosen here, for people who do not see it. */
  label: string;
  value: string | null;
  options: readonly Option[];
  onPick(value: string): void;
  /** What the button shows. */
  children: ReactNode;
  /** A field to search in; left out for short lists. */
  search?: string;
  disabled?: boolean;
  look?: "quiet" | "field";
  invalid?: boolean;
  width?: number;
  /** Asks elsewhere for options as one types, instead of filtering those given. */
  onSearch?: (words: string) => void;
  ref?: Ref<PickerHandle>;
};

const most = 60;

/** A button that opens a list to choose one thing from; keys, groups and search included. */
export function Picker({
  label,
  value,
  options,
  onPick,
  children,
  search,
  disabled = false,
  look = "quiet",
  invalid,
  width = 256,
  onSearch,
  ref,
}: Props) {
  const [words, setWords] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef<Element | null>(null);
  const list = useCombobox({
    onDropdownOpen: () => (search ? list.focusSearchInput() : button.current?.focus()),
    onDropdownClose: () => {
      list.resetSelectedOption();
      find("");
    },
  });
  const open = () => {
    before.current = document.activeElement;
    if (!disabled) list.openDropdown();
  };
  useImperativeHandle(ref, () => ({ open }));
  const find = (typed: string) => {
    setWords(typed);
    onSearch?.(typed);
  };
  const shown = onSearch ? options : matching(options, words);
  /** To the place that the key was pressed at, else to the button. */
  const giveBack = () => {
    const place = before.current;
    before.current = null;
    const there = place instanceof HTMLElement && place.isConnected && place !== document.body;
    setTimeout(() => (there ? place : button.current)?.focus({ preventScroll: true }));
  };
  /** The page must not hear it too: one Esc closes one thing. In the search it has been closed by now. */
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !(list.dropdownOpened || event.target !== button.current)) return;
    event.preventDefault();
    giveBack();
  };

  return (
    <Combobox
      store={list}
      width={width}
      position="bottom-start"
      middlewares={{ flip: true, shift: true }}
      offset={4}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: classes.dropdown,
        option: classes.option,
        search: classes.search,
        options: classes.options,
        groupLabel: classes.group,
        empty: classes.empty,
      }}
      onOptionSubmit={(picked) => {
        onPick(picked);
        list.closeDropdown();
        giveBack();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <UnstyledButton
          ref={button}
          className={classes.target}
          data-look={look}
          data-invalid={invalid || undefined}
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={list.dropdownOpened}
          aria-invalid={invalid || undefined}
          onClick={() => list.toggleDropdown()}
          onKeyDown={escape}
        >
          <span className="sp-hidden">{label}: </span>
          {children}
          {look === "field" ? (
            <IconSelector className={classes.chevron} size={14} stroke={1.5} aria-hidden />
          ) : null}
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {search ? (
          <Combobox.Search
            value={words}
            onChange={(event) => find(event.currentTarget.value)}
            placeholder={search}
            aria-label={search}
            onKeyDown={escape}
          />
        ) : null}
        <Options
          label={label}
          options={shown}
          value={value}
          open={list.dropdownOpened}
          onDrawn={words.trim() ? list.selectFirstOption : list.selectActiveOption}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Options({
  label,
  options,
  value,
  open,
  onDrawn,
}: {
  label: string;
  options: readonly Option[];
  value: string | null;
  open: boolean;
  /** Marks what Enter takes. */
  onDrawn(): unknown;
}) {
  const { t } = useLingui();
  const drawnNow = options.map((option) => option.value).join("\n");
  const mark = useRef(onDrawn);
  mark.current = onDrawn;
  useEffect(() => void (open && mark.current()), [drawnNow, open]);
  const groups = [...new Set(options.map((option) => option.group ?? ""))];
  const drawn = (option: Option) => (
    <Combobox.Option key={option.value} value={option.value} active={option.value === value}>
      {option.icon ? <span className={classes.icon}>{option.icon}</span> : null}
      <span className={classes.label}>{option.label}</span>
      {option.hint ? <span className={classes.hint}>{option.hint}</span> : null}
      {option.value === value ? <IconCheck size={14} stroke={2} aria-label={t`chosen`} /> : null}
    </Combobox.Option>
  );
  return (
    <Combobox.Options aria-label={label}>
      {options.length === 0 ? (
        <Combobox.Empty>
          <Trans>Nothing found</Trans>
        </Combobox.Empty>
      ) : null}
      {groups.map((group) => {
        const inside = options.filter((option) => (option.group ?? "") === group).map(drawn);
        return group ? (
          <Combobox.Group key={group} label={group}>
            {inside}
          </Combobox.Group>
        ) : (
          inside
        );
      })}
    </Combobox.Options>
  );
}

function matching(options: readonly Option[], words: string): readonly Option[] {
  const wanted = plain(words).trim();
  const found = wanted
    ? options.filter((option) =>
        plain(`${option.label} ${option.hint ?? ""} ${option.words ?? ""}`).includes(wanted),
      )
    : options;
  return found.slice(0, most);
}

function plain(text: string): string {
  return text.toLocaleLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
