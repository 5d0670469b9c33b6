import { Button } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type { Message } from "#contract/messages.ts";
import { type Desk, write } from "../../live/drafts.ts";
import { isBlank } from "../../live/writing.ts";
import classes from "./NewsBar.module.css";
import { newest } from "./send.ts";

/** Somebody wrote since this reply was begun: says so before Send has to. */
export function NewsBar({ desk, messages }: { desk: Desk; messages: Message[] }) {
  const last = newest(messages);
  if (
    desk.kind !== "reply" ||
    !last ||
    isBlank(desk.writing) ||
    last.id === desk.writing.seenMessageId
  )
    return null;
  const { name } = last.author;
  const look = () => {
    document.getElementById(`m-${last.id}`)?.scrollIntoView({ block: "center" });
    write(desk.key, { seenMessageId: last.id });
  };
  return (
    <div className={classes.news} role="status">
      <span className={classes.words}>
        <Trans>{name} wrote while you were typing.</Trans>
      </span>
      <Button size="compact-xs" variant="subtle" onClick={look}>
        <Trans>Show it</Trans>
      </Button>
    </div>
  );
}
