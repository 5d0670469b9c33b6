import { Button, Group, Modal } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Message } from "#contract/messages.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import classes from "./Newer.module.css";

type Props = { messages: Message[]; onSend(): void; onBack(): void };

/** Shows what was written meanwhile and asks: nothing has been sent. */
export function Newer({ messages, onSend, onBack }: Props) {
  const { t } = useLingui();
  return (
    <Modal opened onClose={onBack} title={t`Something newer was written`} size="lg">
      <p className={classes.why}>
        <Trans>Your reply has not been sent. Read this first; your answer may no longer fit.</Trans>
      </p>
      <ol className={classes.messages}>
        {messages.map((message) => (
          <li key={message.id} className={classes.message}>
            <header>
              <Avatar name={message.author.name} size={20} />
              <strong>{message.author.name}</strong>
              <span className={classes.when}>
                <RelativeTime at={message.writtenAt} />
              </span>
            </header>
            <p className={classes.text}>{message.visibleText || message.text}</p>
          </li>
        ))}
      </ol>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onSend}>
          <Trans>Send anyway</Trans>
        </Button>
        <Button onClick={onBack} data-autofocus>
          <Trans>Back to my reply</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
