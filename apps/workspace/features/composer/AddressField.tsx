import { Combobox, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import { onceEach } from "#contract/answering.ts";
import type { Mailbox } from "#contract/common.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./Addressing.module.css";
import { isAddress, nameOf, readAddresses, same } from "./recipients.ts";

type Props = {
  label: string;
  boxes: Mailbox[];
  /** Offered before anything is typed: who is in the conversation. */
  near: Mailbox[];
  onChange(boxes: Mailbox[]): void;
  focus?: boolean;
  /** Grows with each wish for the focus. */
  wish?: number;
  error?: string | undefined;
  /** At the right end of the row. */
  children?: ReactNode;
};

/** Recipients as chips; typed, pasted or picked. An address that cannot be one is marked and blocks sending. */
export function AddressField({
  label,
  boxes,
  near,
  onChange,
  focus = false,
  wish = 0,
  error,
  children,
}: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wish > 0) field.current?.focus();
  }, [wish]);
  const offered = useOffered(typed, near, boxes);
  const add = (more: Mailbox[]) => {
    onChange(onceEach([...boxes, ...more]));
    setTyped("");
    list.closeDropdown();
  };
  const finish = () => typed.trim() && add(readAddresses(typed));

  function pressed(event: KeyboardEvent) {
    if (event.key === "Backspace" && typed === "" && boxes.length > 0) onChange(boxes.slice(0, -1));
    if (
      [",", ";"].includes(event.key) ||
      (event.key === "Enter" &&
        !event.metaKey &&
        !event.ctrlKey &&
        list.getSelectedOptionIndex() === -1)
    ) {
      event.preventDefault();
      finish();
    }
  }

  function pasted(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[@,;\n]/.test(text)) return;
    event.preventDefault();
    add(readAddresses(text));
  }

  return (
    <Combobox
      store={list}
      offset={4}
      width={360}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(address) => add(offered.filter((box) => box.address === address))}
    >
      <div className={classes.row} data-invalid={error ? true : undefined}>
        <span className={classes.label} aria-hidden="true">
          {label}
        </span>
        <div className={classes.chips}>
          {boxes.map((box) => (
            <Chip
              key={box.address}
              box={box}
              onRemove={() => onChange(boxes.filter((other) => !same(other, box)))}
            />
          ))}
          <Combobox.Target withExpandedAttribute>
            <input
              ref={field}
              className={classes.input}
              role="combobox"
              aria-autocomplete="list"
              aria-expanded={list.dropdownOpened}
              aria-controls={list.listId ?? ""}
              aria-label={label}
              aria-invalid={error ? true : undefined}
              placeholder={boxes.length === 0 ? t`Name or address` : ""}
              value={typed}
              data-autofocus={focus || undefined}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                const { value } = event.currentTarget;
                if (/[,;]\s*$/.test(value)) return add(readAddresses(value));
                setTyped(value);
                list.openDropdown();
                list.resetSelectedOption();
              }}
              onFocus={() => boxes.length === 0 && list.openDropdown()}
              onClick={() => list.openDropdown()}
              onBlur={() => {
                list.closeDropdown();
                finish();
              }}
              onKeyDown={pressed}
              onPaste={pasted}
            />
          </Combobox.Target>
        </div>
        {children}
      </div>
      {error ? <p className={classes.error}>{error}</p> : null}
      <Combobox.Dropdown hidden={offered.length === 0} className={classes.dropdown}>
        <Combobox.Options aria-label={label}>
          {offered.map((box) => (
            <Combobox.Option key={box.address} value={box.address} className={classes.offer}>
              <Avatar name={nameOf(box)} size={20} />
              <span className={classes.offerName}>{nameOf(box)}</span>
              {box.name ? <span className={classes.offerAddress}>{box.address}</span> : null}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Chip({ box, onRemove }: { box: Mailbox; onRemove: () => void }) {
  const { t } = useLingui();
  const name = nameOf(box);
  return (
    <span
      className={classes.chip}
      data-invalid={!isAddress(box.address) || undefined}
      title={isAddress(box.address) ? box.address : t`This is not an e-mail address.`}
    >
      <span>{name}</span>
      <button type="button" aria-label={t`Remove ${name}`} onClick={onRemove}>
        <IconX size={12} stroke={1.75} />
      </button>
    </span>
  );
}

/** Participants first, then contacts that match; nobody twice. */
function useOffered(typed: string, near: Mailbox[], chosen: Mailbox[]): Mailbox[] {
  const [q] = useDebouncedValue(typed.trim(), 120);
  const { data } = useQuery({ ...queries.contacts(q), enabled: q.length > 0 });
  const words = typed.trim().toLocaleLowerCase();
  const matches = (box: Mailbox) =>
    `${box.name} ${box.address}`.toLocaleLowerCase().includes(words);
  const found = words
    ? (data?.items ?? []).flatMap((contact) =>
        contact.emails.map((address) => ({ name: contact.name, address })),
      )
    : [];
  return onceEach([...near.filter(matches), ...found])
    .filter((box) => !chosen.some((one) => same(one, box)))
    .slice(0, 7);
}
