import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { linkTo } from "#contract/client.ts";
import { readOutboxFrame } from "#contract/mail.ts";
import look from "./MailFrame.module.css";

/** The mail in a frame without scripts, grown to its content. */
export function MailFrame({ id, subject }: { id: string; subject: string }) {
  const { t } = useLingui();
  const [height, setHeight] = useState(64);

  function measure(frame: HTMLIFrameElement) {
    const page = frame.contentDocument;
    if (!page) return;
    const fit = () => setHeight(Math.ceil(page.documentElement.getBoundingClientRect().height));
    fit();
    for (const picture of page.images) picture.addEventListener("load", fit);
  }

  return (
    <div className={look.paper}>
      <iframe
        className={look.frame}
        title={t`Mail: ${subject}`}
        src={linkTo(readOutboxFrame, { id })}
        sandbox="allow-same-origin allow-popups"
        style={{ height }}
        onLoad={(event) => measure(event.currentTarget)}
      />
    </div>
  );
}
