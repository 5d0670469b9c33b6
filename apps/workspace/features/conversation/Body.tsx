import { UnstyledButton } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { Plural, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Message } from "#contract/tickets.ts";
import { PlainText } from "../../kit/PlainText.tsx";
import { RichText } from "../../kit/RichText.tsx";
import classes from "./Body.module.css";
import { MailFrame } from "./MailFrame.tsx";

/** What was written. Customers' HTML lives in a frame of its own, everything else is text of ours. */
export function Body({ message, number }: { message: Message; number: number }) {
  const { t } = useLingui();
  const [quote, setQuote] = useState(false);
  const framed = message.html !== null && message.direction === "incoming";
  return (
    <div className={classes.body}>
      {message.blockedImages > 0 ? (
        <div className={classes.blocked}>
          <IconPhotoOff size={14} stroke={1.5} aria-hidden />
          <span>
            <Plural
              value={message.blockedImages}
              one="# remote picture is held back"
              other="# remote pictures are held back"
            />
          </span>
        </div>
      ) : null}
      {framed ? (
        <MailFrame message={message} number={number} quote={quote} />
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
