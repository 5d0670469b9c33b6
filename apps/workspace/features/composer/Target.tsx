import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Message } from "#contract/messages.ts";
import type { Desk } from "../../live/drafts.ts";
import { newest } from "./send.ts";
import classes from "./Target.module.css";

/** Says which message is answered when it is not simply the newest. */
export function Target({
  desk: { writing, kind },
  messages,
  onCancel,
}: {
  desk: Pick<Desk, "writing" | "kind">;
  messages: Message[];
  onCancel: () => void;
}) {
  const { t } = useLingui();
  const forwards = kind === "forward";
  if (!writing.replyToMessageId) return null;
  if (!forwards && writing.replyToMessageId === newest(messages)?.id) return null;
  const target = messages.find((message) => message.id === writing.replyToMessageId);
  const name = target?.author.name ?? "";
  return (
    <div className={classes.target}>
      {forwards ? (
        <IconArrowForwardUp size={14} stroke={1.5} aria-hidden />
      ) : (
        <IconArrowBackUp size={14} stroke={1.5} aria-hidden />
      )}
      <span className={classes.words}>
        {forwards ? (
          <Trans>Forwarding what {name} wrote</Trans>
        ) : target ? (
          <Trans>Answering {name}</Trans>
        ) : (
          <Trans>Answering an earlier message</Trans>
        )}
        {target ? (
          <span className={classes.excerpt}>
            {" "}
            {(target.visibleText || target.text).slice(0, 160)}
          </span>
        ) : null}
      </span>
      <ActionIcon
        size="sm"
        aria-label={forwards ? t`Do not forward` : t`Answer the newest message instead`}
        onClick={onCancel}
      >
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
