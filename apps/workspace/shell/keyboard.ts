import type { Icon } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { createKeybindingsHandler } from "tinykeys";
import { store, useStore } from "../live/store.ts";
import { expectTyping, typedAhead } from "./ahead.ts";

export type Group = "go" | "ticket" | "list" | "write" | "view" | "more";

export type Action = {
  /** A dotted word, unique: `ticket.close`. */
  id: string;
  label: string;
  /** In the writing of tinykeys, e.g. `r`, `$mod+k`, `g i`. Several are alternatives. */
  keys?: string | readonly string[];
  group?: Group;
  icon?: Icon;
  run: () => void;
  /** false = neither its keys nor the palette offer it now. */
  when?: boolean;
  /** Only in the sheet of keys: the palette does not list it. */
  quiet?: boolean;
  /** Its keys also work while typing in a field. Those with a modifier always do. */
  typing?: boolean;
  /** It opens a field to write in: what is typed before the field is there goes into it. */
  writes?: boolean;
  /** What can be chosen by it, so that the palette finds each by its name without a step between. */
  choices?: () => readonly Choice[];
};

type Choice = { id: string; label: string; icon: ReactNode; run: () => void };

const actions = store<readonly { current: Action }[]>([]);

/** Registers an action: its keys work, the palette offers it and the sheet of keys shows it, as long as the component stands. */
export function useAction(action: Action): void {
  const now = useRef(action);
  now.current = action;
  const { id, label, when } = action;
  useEffect(() => {
    const entry = {
      get current() {
        return now.current;
      },
    };
    actions.set([...actions.get(), entry]);
    return () => actions.set(actions.get().filter((other) => other !== entry));
  }, [id, label, when]);
}

/** Every registered action that is possible now; the one registered last wins over an older one of the same id. */
export function useActions(): Action[] {
  const entries = useStore(actions);
  const possible = entries.map(({ current }) => current).filter(({ when }) => when !== false);
  return [...new Map(possible.map((action) => [action.id, action])).values()];
}

/** Starts hearing keys; once, by the shell. Returns how to stop. */
export function hearKeys(): () => void {
  let handler: ((event: KeyboardEvent) => void) | null = null;
  const forget = () => {
    handler = null;
  };
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || typedAhead(event)) return;
    handler ??= createKeybindingsHandler(bindings());
    handler(event);
  };
  const stop = actions.subscribe(forget);
  window.addEventListener("keydown", heard);
  return () => {
    stop();
    window.removeEventListener("keydown", heard);
  };
}

/** Keys → what to do. Where several share keys, the one registered last that is possible now takes them. */
function bindings(): Record<string, (event: KeyboardEvent) => void> {
  const found: Record<string, (event: KeyboardEvent) => void> = {};
  for (const entry of actions.get())
    for (const keys of keysOf(entry.current)) {
      const before = found[keys];
      found[keys] = (event) =>
        entry.current.when === false ? before?.(event) : unlessTyping(event, keys, entry.current);
    }
  return found;
}

export function keysOf(action: Action): readonly string[] {
  if (!action.keys) return [];
  return typeof action.keys === "string" ? [action.keys] : action.keys;
}

function unlessTyping(event: KeyboardEvent, keys: string, action: Action): void {
  if (!action.typing && held(event, keys)) return;
  event.preventDefault();
  if (action.writes) expectTyping();
  action.run();
}

/** A plain key belongs to the field, menu or dialog that has the focus. */
function held(event: KeyboardEvent, keys: string): boolean {
  if (/\$mod|Control|Meta/.test(keys)) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || document.querySelector(openList)) return true;
  if (
    /^(Enter|Space)$/.test(keys) &&
    target.closest("a, button, summary, [role=button], [role=separator]")
  )
    return true;
  return (
    target.closest(
      "input, textarea, select, [role=dialog], [role=menu], [role=listbox], [role=combobox]",
    ) !== null
  );
}

/** While a list to choose from is open, the letters are for it, wherever the focus is. */
const openList = "[aria-haspopup=listbox][aria-expanded=true]";

/** What a person sees for keys: `⌘ K` on a Mac, `Ctrl K` elsewhere. */
export function written(keys: string): string[] {
  return keys.split(" ").flatMap((press) => press.split("+").map(symbol));
}

export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

function symbol(key: string): string {
  const named: Record<string, string> = {
    $mod: onMac ? "⌘" : "Ctrl",
    Shift: onMac ? "⇧" : "Shift",
    "[Shift]": "",
    Enter: "↵",
    Escape: "Esc",
    ArrowDown: "↓",
    ArrowUp: "↑",
    Space: "␣",
  };
  return named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
