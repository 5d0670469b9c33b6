import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./Body.module.css";

/** Heights as they were measured, so that a mail seen before does not jump. */
const measured = new Map<string, number>();

/**
 * A customer's HTML in a page of its own that may run nothing. Its height is measured from outside, which is why it is
 * allowed our origin; scripts are not.
 */
export function Framed({
  src,
  name,
  title,
  guess,
}: {
  src: string;
  /** Under which its height is remembered. */
  name: string;
  title: string;
  /** Its height until it is measured. */
  guess: number;
}) {
  const theme = useComputedColorScheme();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(() => measured.get(name) ?? guess);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let observer: ResizeObserver | null = null;
    const loaded = () => {
      const page = element.contentDocument;
      if (!page?.body) return;
      const measure = () => {
        const to = Math.ceil(page.documentElement.getBoundingClientRect().height);
        if (to === 0) return;
        measured.set(name, to);
        setHeight(to);
      };
      observer?.disconnect();
      observer = new ResizeObserver(measure);
      observer.observe(page.documentElement);
      measure();
      page.addEventListener("keydown", (event) => handOver(event, element));
    };
    element.addEventListener("load", loaded);
    loaded();
    return () => {
      element.removeEventListener("load", loaded);
      observer?.disconnect();
    };
  }, [name]);

  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={title}
      src={src}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      style={{ height, colorScheme: theme }}
      data-mail
    />
  );
}

/** A key pressed while a mail has the focus works as everywhere else; within a dialog, it belongs to the dialog. */
function handOver(event: KeyboardEvent, frame: HTMLElement) {
  const { key, code, metaKey, ctrlKey, shiftKey, altKey } = event;
  const heard = { key, code, metaKey, ctrlKey, shiftKey, altKey, bubbles: true, cancelable: true };
  (frame.closest("[role=dialog]") ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", heard),
  );
}
