import { Trans } from "@lingui/react/macro";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Kbd } from "./Kbd.tsx";
import classes from "./Quick.module.css";

export type QuickOption = {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  keys?: readonly string[];
  group?: string;
  /** Further words by which it is found. */
  words?: string;
  run(): void;
};

type Props = {
  /** Said above the field. */
  title?: ReactNode;
  label: string;
  placeholder?: string;
  options: readonly QuickOption[];
  onDone(): void;
  /** Options come from elsewhere as one types; without it they are filtered here. */
  onWords?: (words: string) => void;
  /** Beside the field: what is going on. */
  note?: ReactNode;
};

/** A field and a list under it: type, arrow, Enter. The palette and every quick choice are made of it. */
export function Quick({ title, label, placeholder, options, onDone, onWords, note }: Props) {
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = onWords ? options : options.filter((option) => matches(option, words));
  const active = shown[Math.min(at, shown.length - 1)];
  useEffect(() => {
    list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active?.id]);

  function choose(option: QuickOption | undefined) {
    if (!option) return;
    onDone();
    option.run();
  }
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step =
      { ArrowDown: 1, ArrowUp: -1 }[event.key] ??
      (event.ctrlKey ? ({ n: 1, p: -1 }[event.key] ?? 0) : 0);
    if (step !== 0) {
      event.preventDefault();
      setAt((shown.length + Math.min(at, shown.length - 1) + step) % Math.max(1, shown.length));
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    choose(active);
  }
  return (
    <div className={classes.quick}>
      {title ? <div className={classes.title}>{title}</div> : null}
      <div className={classes.field}>
        <input
          data-autofocus
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={`${id}list`}
          aria-activedescendant={active ? `${id}${active.id}` : undefined}
          aria-autocomplete="list"
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder ?? label}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
            onWords?.(event.currentTarget.value);
          }}
          onKeyDown={key}
        />
        {note}
      </div>
      <div ref={list} id={`${id}list`} role="listbox" aria-label={label} className={classes.list}>
        {shown.map((option, place) => (
          <Option
            key={option.id}
            id={`${id}${option.id}`}
            option={option}
            active={option === active}
            heading={option.group !== shown[place - 1]?.group ? option.group : undefined}
            onPoint={() => setAt(place)}
            onChoose={() => choose(option)}
          />
        ))}
        {shown.length === 0 ? (
          <p className={classes.none}>
            <Trans>Nothing found</Trans>
          </p>
        ) : null}
      </div>
    </div>
  );
}

type OptionProps = {
  id: string;
  option: QuickOption;
  active: boolean;
  heading: string | undefined;
  onPoint(): void;
  onChoose(): void;
};

function Option({ id, option, active, heading, onPoint, onChoose }: OptionProps) {
  return (
    <>
      {heading ? (
        <div role="presentation" className={classes.group}>
          {heading}
        </div>
      ) : null}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        data-active={active || undefined}
        className={classes.option}
        onPointerMove={active ? undefined : onPoint}
        onClick={onChoose}
        onKeyDown={(event) => event.key === "Enter" && onChoose()}
      >
        <span className={classes.icon} aria-hidden>
          {option.icon}
        </span>
        <span className={classes.label}>{option.label}</span>
        {option.hint ? <span className={classes.hint}>{option.hint}</span> : null}
        {option.keys ? <Kbd keys={option.keys} /> : null}
      </div>
    </>
  );
}

/** Every word must occur somewhere, whatever its accents. */
export function matches(
  option: Pick<QuickOption, "label" | "hint" | "words">,
  words: string,
): boolean {
  const text = plain(`${option.label} ${option.hint ?? ""} ${option.words ?? ""}`);
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.toLocaleLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
