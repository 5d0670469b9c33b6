import { Button } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import { attempt, toast } from "../../kit/toast.ts";
import { join, split } from "../../live/joins.ts";
import { lastView } from "../../shell/layout.ts";
import classes from "./SplitOffer.module.css";

/** The subject became another one: perhaps it is another matter. */
export function SplitOffer({ message, number }: { message: Message; number: number }) {
  const { t } = useLingui();
  const go = useNavigate();
  const { view } = useParams({ strict: false });
  const [busy, setBusy] = useState(false);
  const open = (to: number) =>
    void go({ to: "/tickets/$view/$number", params: { view: view ?? lastView(), number: to } });
  const undo = (made: number) =>
    attempt(async () => {
      await join(made, number);
      open(number);
    });
  const run = async () => {
    setBusy(true);
    try {
      const made = await split(number, message.id);
      open(made);
      toast({ message: t`Now a ticket of its own: #${made}.`, undo: () => undo(made) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.offer}>
      <span>
        <Trans>The subject is another one:</Trans> <em>{message.subject}</em>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        leftSection={<IconArrowsSplit size={14} stroke={1.5} />}
        onClick={() => attempt(run)}
      >
        <Trans>Make it a ticket of its own</Trans>
      </Button>
    </div>
  );
}
