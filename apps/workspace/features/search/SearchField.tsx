import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Kbd } from "../../kit/Kbd.tsx";
import { written } from "../../shell/keyboard.ts";
import { lastView } from "../../shell/layout.ts";
import { opened } from "../../shell/opened.ts";
import classes from "./SearchField.module.css";

const pause = 180;

/** Words typed here are searched in the whole history; the list shows the hits and the address keeps them. */
export function SearchField() {
  const { t } = useLingui();
  const go = useNavigate();
  const searching = useRouterState({
    select: ({ location }) => location.pathname.startsWith("/search"),
  });
  const { q = "" } = useSearch({ from: "/desk/workspace" });
  const [words, setWords] = useState(q);
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWords(q), [q]);

  function type(typed: string) {
    setWords(typed);
    clearTimeout(due.current);
    due.current = setTimeout(() => find(typed), pause);
  }
  function find(typed: string) {
    clearTimeout(due.current);
    if (typed.trim()) void go({ to: "/search", search: { q: typed }, replace: searching });
    else if (searching) void leave();
  }
  function leave() {
    setWords("");
    return go({ to: "/tickets/$view", params: { view: lastView() } });
  }
  function key(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") find(words);
    if (event.key === "ArrowDown")
      document.querySelector<HTMLElement>("[data-ticket-row]")?.focus();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (words) void leave();
    else event.currentTarget.blur();
  }
  return (
    <div className={classes.field} role="search">
      <IconSearch size={14} stroke={1.75} aria-hidden />
      <input
        id="search-field"
        type="text"
        inputMode="search"
        autoComplete="off"
        value={words}
        placeholder={t`Search`}
        aria-label={t`Search tickets`}
        aria-keyshortcuts="/"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={key}
      />
      {words ? (
        <button
          type="button"
          className={classes.clear}
          aria-label={t`Clear the search`}
          onClick={() => void leave()}
        >
          <IconX size={14} stroke={1.5} />
        </button>
      ) : (
        <button type="button" className={classes.palette} onClick={() => opened.set("palette")}>
          <span className="sp-hidden">{t`Command palette`}</span>
          <Kbd keys={written("$mod+k")} />
        </button>
      )}
    </div>
  );
}
