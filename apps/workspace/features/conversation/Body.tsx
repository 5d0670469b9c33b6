import { UnstyledButton } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import { PlainText } from "../../kit/PlainText.tsx";
import { RichText } from "../../kit/RichText.tsx";
import classes from "./Body.module.css";
import { MailFrame } from "./MailFrame.tsx";
import { Pictures } from "./Pictures.tsx";

/** What was written. Customers' HTML lives in a frame of its own, everything else is text of ours. */
export function Body({ message, number }: { message: Message; number: number }) {
  const { t } = useLingui();
  const [quote, setQuote] = useState(false);
  const [pictures, setPictures] = useState(false);
  const framed = message.html !== null && message.direction === "incoming";
  return (
    <div className={classes.body}>
      {framed && message.blockedImages > 0 ? (
        <Pictures message={message} shown={pictures} onShow={() => setPictures(true)} />
      ) : null}
      {framed ? (
        <MailFrame
          message={message}
          number={number}
          quote={quote}
          images={pictures || message.imagesAllowed}
        />
      ) : (
        <Words message={message} quote={quote} />
      )}
      {message.hasQuote ? (
        <UnstyledButton
          className={classes.quote}
          aria-expanded={quote}
          aria-label={quote ? t`Hide the quoted text` : t`Show the quoted text`}
          onClick={() => setQuote(!quote)}
        >
          ···
        </UnstyledButton>
      ) : null}
    </div>
  );
}

function Words({ message, quote }: { message: Message; quote: boolean }) {
  if (message.html !== null)
    return (
      <div className={classes.measure}>
        <RichText html={message.html} />
      </div>
    );
  return (
    <PlainText
      className={classes.plain}
      text={quote || !message.hasQuote ? message.text : message.visibleText}
    />
  );
}
