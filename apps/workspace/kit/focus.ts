import { useEffect, useState } from "react";

/**
 * Gives the focus back to where one reads: the open conversation, else the row that the keys act on. Without it the
 * focus falls to the page, where neither arrows nor a screen reader know what they stand on.
 */
export function focusReading(): void {
  const place =
    document.querySelector<HTMLElement>("[data-thread]") ??
    document.querySelector<HTMLElement>('[data-ticket-row][tabindex="0"]');
  place?.focus({ preventScroll: true });
}

/** After the page was drawn anew, and only when nothing else took the focus meanwhile. */
export function keepFocus(otherwise: () => void = focusReading): void {
  setTimeout(() => {
    const now = document.activeElement;
    if (now === null || now === document.body) otherwise();
  });
}

/** The caret stands in some text: what wants it must not take it away. */
export function isWriting(): boolean {
  const now = document.activeElement;
  return (
    now instanceof HTMLElement && (now.isContentEditable || now.matches("input, textarea, select"))
  );
}

/** What is laid over the page gives the focus back when it goes, unless what was chosen in it took the focus. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      keepFocus(() => {
        if (before instanceof HTMLElement && before.isConnected && before !== document.body)
          before.focus({ preventScroll: true });
        else focusReading();
      }),
    [before],
  );
}
