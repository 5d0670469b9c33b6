import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { type Message, tooMany } from "#contract/messages.ts";
import { dismissToast, toastError } from "../../kit/toast.ts";
import { retryReply, undoReply } from "../../live/reply.ts";
import classes from "./DeliveryLine.module.css";

/** Where an outgoing message is: leaving (with a way back), gone, failed and why. */
export function DeliveryLine({ message, number }: { message: Message; number: number }) {
  const { delivery, deliveryError } = message;
  const left = useSecondsUntil(delivery === "queued" ? message.undoUntil : null);
  const waits = delivery === "queued" && deliveryError === tooMany;
  if (!delivery) return null;
  if (delivery === "failed" || delivery === "unknown")
    return <Failed message={message} number={number} error={deliveryError} />;
  if (delivery === "sent")
    return (
      <p className={classes.line}>
        <IconCheck size={13} stroke={2} aria-hidden /> <Trans>Sent</Trans>
      </p>
    );
  return (
    <p className={classes.line}>
      <Leaving left={left} waits={waits} />
      {left > 0 ? <Undo number={number} message={message} /> : null}
      {deliveryError && !waits ? <span className={classes.why}>{deliveryError}</span> : null}
    </p>
  );
}

function Leaving({ left, waits }: { left: number; waits: boolean }) {
  if (left > 0) return <Trans>Sending in {left} s</Trans>;
  if (waits) return <Trans>Waiting: many mails are leaving at once. It goes by itself.</Trans>;
  return <Trans>Sending…</Trans>;
}

function Undo({ number, message }: { number: number; message: Message }) {
  const undo = () => {
    dismissToast(message.id);
    undoReply(number, message.id, message.forwardedMessageId ? "forward" : "reply").catch(
      (error: unknown) => toastError(error),
    );
  };
  return (
    <Button size="compact-xs" variant="subtle" onClick={undo}>
      <Trans>Undo</Trans>
    </Button>
  );
}

function Failed({
  message,
  number,
  error,
}: {
  message: Message;
  number: number;
  error: string | null;
}) {
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    await retryReply(number, message.id).catch((problem: unknown) => toastError(problem));
    setBusy(false);
  };
  return (
    <div className={classes.failed} role="alert">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
      <span>
        {message.delivery === "failed" ? (
          <Trans>Not delivered.</Trans>
        ) : (
          <Trans>It is not certain that this arrived.</Trans>
        )}{" "}
        {error}
      </span>
      <Button size="compact-xs" variant="default" loading={busy} onClick={() => void retry()}>
        <Trans>Retry</Trans>
      </Button>
    </div>
  );
}

function useSecondsUntil(until: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (!until) return;
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, [until]);
  return until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : 0;
}
