import type { KeyboardEvent } from "react";

/**
 * Ctrl or ⌘ and Enter send the form inside, from whichever field one is in, as its button would. Heard on the way in: an
 * editor would make a line of it.
 */
export function sendsByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  const { currentTarget: panel, target } = event;
  // What lies over the panel is a part of it to React, not to people; a small form inside keeps its own.
  if (!(target instanceof Element) || !panel.contains(target) || target.closest("[data-own-enter]"))
    return;
  const form = target.closest("form") ?? panel.querySelector("form");
  const button = [...(form?.elements ?? [])].find((one) => one.matches("[type=submit]"));
  if (!form || !(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!button.disabled) form.requestSubmit(button);
}
