import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconX } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Kbd } from "../../kit/Kbd.tsx";
import { focusReading } from "../../kit/focus.ts";
import { lastView, useRoom } from "../../shell/layout.ts";
import classes from "./SearchField.module.css";

const pause = 180;

/** Words typed here are searched in the whole history; the list shows the hits and the address keeps them. */
export function SearchField({ ready = false }: { ready?: boolean }) {
  const { t } = useLingui();
  const go = useNavigate();
  const searching = useRouterState({
    select: ({ location }) => location.pathname.startsWith("/search"),
  });
  const { q = "" } = useSearch({ from: "/desk/workspace" });
  const { number } = useParams({ strict: false });
  const stays = useRoom() !== "stacked" && number !== undefined;
  const [words, setWords] = useState(q);
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setWords(q), [q]);
  useEffect(() => {
    if (ready) field.current?.focus();
  }, [ready]);

  function type(typed: string) {
    setWords(typed);
    clearTimeout(due.current);
    due.current = setTimeout(() => find(typed), pause);
  }
  function find(typed: string) {
    clearTimeout(due.current);
    const search = { q: typed };
    if (typed.trim())
      void (stays
        ? go({ to: "/search/$number", params: { number }, search, replace: searching })
        : go({ to: "/search", search, replace: searching }));
    else if (searching) void leave();
  }
  /** Back to the list; the ticket that is open stays open. */
  function leave() {
    clearTimeout(due.current);
    setWords("");
    const view = lastView();
    return stays
      ? go({ to: "/tickets/$view/$number", params: { view, number } })
      : go({ to: "/tickets/$view", params: { view } });
  }
  function key(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") find(words);
    if (event.key === "ArrowDown")
      document.querySelector<HTMLElement>("[data-ticket-row]")?.focus();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    if (words || searching) void leave();
    event.currentTarget.blur();
    setTimeout(focusReading);
  }
  return (
    <div className={classes.field} role="search">
      <IconSearch size={14} stroke={1.75} aria-hidden />
      <input
        ref={field}
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
          onClick={() => void leave().then(() => focusReading())}
        >
          <IconX size={14} stroke={1.5} />
        </button>
      ) : (
        <span className={classes.key}>
          <Kbd keys={["/"]} />
        </span>
      )}
    </div>
  );
}

/** On a small screen the field stands above what it finds; from the views one goes there first. */
export function SearchLink() {
  const { t } = useLingui();
  return (
    <Link to="/search" search={{ q: "" }} className={classes.field}>
      <IconSearch size={14} stroke={1.75} aria-hidden />
      {t`Search`}
    </Link>
  );
}
