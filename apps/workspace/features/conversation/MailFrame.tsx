import { useComputedColorScheme } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { linkTo } from "#contract/client.ts";
import { type Message, readMessageFrame } from "#contract/tickets.ts";
import classes from "./Body.module.css";

/** Heights as they were measured, so that a mail seen before does not jump. */
const measured = new Map<string, number>();

/**
 * A customer's HTML in a page of its own that may run nothing. Its height is measured from outside, which is why it is
 * allowed our origin; scripts are not.
 */
export function MailFrame({
  message,
  number,
  quote,
  images,
}: {
  message: Message;
  number: number;
  quote: boolean;
  /** Remote pictures too. */
  images: boolean;
}) {
  const { t } = useLingui();
  const theme = useComputedColorScheme();
  const frame = useRef<HTMLIFrameElement>(null);
  const key = `${message.id}${quote ? "q" : ""}${images ? "i" : ""}`;
  const [height, setHeight] = useState(() => measured.get(key) ?? guess(message));
  const src = linkTo(readMessageFrame, {
    number,
    messageId: message.id,
    theme,
    ...(quote ? { quote } : {}),
    ...(images ? { images } : {}),
  });

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
        measured.set(key, to);
        setHeight(to);
      };
      observer?.disconnect();
      observer = new ResizeObserver(measure);
      observer.observe(page.documentElement);
      measure();
      page.addEventListener("keydown", handOver);
    };
    element.addEventListener("load", loaded);
    loaded();
    return () => {
      element.removeEventListener("load", loaded);
      observer?.disconnect();
    };
  }, [key]);

  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={t`Message from ${message.author.name}`}
      src={src}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      style={{ height, colorScheme: theme }}
      data-mail
    />
  );
}

function guess({ visibleText }: Message): number {
  return Math.min(600, 21 * (visibleText.split("\n").length + visibleText.length / 90) + 16);
}

/** A key pressed while a mail has the focus works as everywhere else. */
function handOver({ key, code, metaKey, ctrlKey, shiftKey, altKey }: KeyboardEvent) {
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", {
      key,
      code,
      metaKey,
      ctrlKey,
      shiftKey,
      altKey,
      bubbles: true,
      cancelable: true,
    }),
  );
}
