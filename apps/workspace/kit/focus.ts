import { type RefObject, useEffect, useRef, useState } from "react";

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

/** What was edited in a place is done: the focus goes to where it was begun. */
export function useFocusAfter(
  editing: boolean,
  place: RefObject<HTMLElement | null>,
  begins: string,
): void {
  const before = useRef(editing);
  useEffect(() => {
    if (before.current && !editing)
      keepFocus(() =>
        place.current?.querySelector<HTMLElement>(begins)?.focus({ preventScroll: true }),
      );
    before.current = editing;
  }, [editing, place, begins]);
}

/** The row beside the one that is about to go takes the focus, the next before the one above; after the last, the record. */
export function focusBeside(going: Element): void {
  const row = going.closest("li");
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  const control = beside?.querySelector<HTMLElement>("button, a");
  keepFocus(() => {
    const page = document.querySelector<HTMLElement>("[data-record]");
    (control?.isConnected ? control : page)?.focus();
  });
}

/**
 * What is laid over the page gives the focus back when it goes, unless what was chosen in it took the focus. After it has
 * led on to something, that is what one reads next.
 */
export function useFocusBack(ledOn = false): void {
  const on = useRef(ledOn);
  on.current = ledOn;
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      keepFocus(() => {
        if (on.current) focusReading();
        else if (before instanceof HTMLElement && before.isConnected && before !== document.body)
          before.focus({ preventScroll: true });
        else focusReading();
      }),
    [before],
  );
}
