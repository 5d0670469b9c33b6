import { Button, Menu, Tooltip } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Status } from "#contract/pipelines.ts";
import { Kbd } from "../../kit/Kbd.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { written } from "../../shell/keyboard.ts";
import { SendLaterDialog, SendLaterItems } from "./SendLater.tsx";
import classes from "./SendButton.module.css";

type Props = {
  statuses: Status[];
  currentStatusId: string;
  disabled: boolean;
  onSend(statusId?: string): void;
  onSendLater(sendAt: string): void;
};

/** Send, and beside it every status of the pipeline: sending and setting it is one step. */
export function SendButton({ statuses, currentStatusId, disabled, onSend, onSendLater }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const closing = statuses.find((status) => status.kind === "closed");
  return (
    <div className={classes.send}>
      <Tooltip label={<Hint words={t`Send`} keys="$mod+Enter" />}>
        <Button
          className={classes.main}
          size="compact-sm"
          disabled={disabled}
          onClick={() => onSend()}
        >
          <Trans>Send</Trans>
        </Button>
      </Tooltip>
      <Menu position="top-end" width={280} withinPortal>
        <Menu.Target>
          <Button
            className={classes.arrow}
            size="compact-sm"
            disabled={disabled}
            aria-label={t`Send and set status, or send later`}
          >
            <IconChevronDown size={14} stroke={2} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Label>
            <Trans>Send and set status</Trans>
          </Menu.Label>
          {statuses.map((status) => (
            <Menu.Item
              key={status.id}
              data-status={status.id}
              leftSection={<StatusDot color={status.color} kind={status.kind} />}
              rightSection={
                status.id === closing?.id ? (
                  <Kbd keys={written("$mod+Shift+Enter")} />
                ) : status.id === currentStatusId ? (
                  <span className={classes.now}>{t`current`}</span>
                ) : null
              }
              onClick={() => onSend(status.id)}
            >
              {status.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <SendLaterItems onPick={onSendLater} onAsk={() => setAsking(true)} />
        </Menu.Dropdown>
      </Menu>
      {asking ? (
        <SendLaterDialog
          onClose={() => setAsking(false)}
          onPick={(at) => {
            setAsking(false);
            onSendLater(at);
          }}
        />
      ) : null}
    </div>
  );
}

function Hint({ words, keys }: { words: string; keys: string }) {
  return (
    <span className={classes.hint}>
      {words} <Kbd keys={written(keys)} />
    </span>
  );
}
