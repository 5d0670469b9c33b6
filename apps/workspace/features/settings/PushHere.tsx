import { Button, Switch } from "@mantine/core";
import { IconDeviceMobile } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PushDevice } from "#contract/push.ts";
import { Card } from "../../kit/Card.tsx";
import { deviceOf } from "../../kit/device.ts";
import { Notice } from "../../kit/Notice.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { hindrance, setPrivate, switchOff, switchOn } from "../../live/push.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import look from "./PushHere.module.css";

/** Notifications on this browser while the workspace is closed, and which others of mine show them. */
export function PushHere() {
  const { t } = useLingui();
  const { data } = useQuery(queries.push());
  const [refused, setRefused] = useState(false);
  const why = refused ? "blocked" : hindrance();
  const here = data?.devices.find((device) => device.here);
  const others = data?.devices.filter((device) => !device.here) ?? [];
  return (
    <Card
      title={t`On this device`}
      says={t`Shown also while Sportello is closed, until you sign out here. A click opens the ticket at the message.`}
    >
      <div className={look.here}>
        {why ? (
          <Why why={why} />
        ) : here ? (
          <On device={here} />
        ) : (
          <Off onRefused={() => setRefused(true)} />
        )}
      </div>
      {others.length > 0 ? (
        <ul className={look.others} aria-label={t`Other devices of mine`}>
          {others.map((device) => (
            <Other key={device.id} device={device} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function Why({ why }: { why: NonNullable<ReturnType<typeof hindrance>> }) {
  return (
    <Notice tone="info">
      {
        {
          insecure: (
            <Trans>
              Browsers show notifications only for addresses that begin with https. The bell and
              mail work all the same.
            </Trans>
          ),
          install: (
            <Trans>
              On iPhone and iPad, add Sportello to the home screen first: Share, then “Add to Home
              Screen”. Open it from there and come back to this page.
            </Trans>
          ),
          unsupported: (
            <Trans>
              This browser cannot show notifications while Sportello is closed. The bell and mail
              work all the same.
            </Trans>
          ),
          blocked: (
            <Trans>
              This browser blocks notifications of this address. Allow them in its settings for this
              site, then reload the page.
            </Trans>
          ),
        }[why]
      }
    </Notice>
  );
}

function Off({ onRefused }: { onRefused(): void }) {
  const { user } = useSession();
  const [busy, setBusy] = useState(false);
  async function on() {
    setBusy(true);
    try {
      if (!(await switchOn(user.id, false)) && Notification.permission === "denied") onRefused();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button loading={busy} onClick={() => void on()}>
      <Trans>Switch on here</Trans>
    </Button>
  );
}

function On({ device }: { device: PushDevice }) {
  const { t } = useLingui();
  const { user } = useSession();
  return (
    <>
      <Switch
        label={t`Show notifications here`}
        checked
        onChange={() => void switchOff(device).catch((error: unknown) => toastError(error))}
      />
      <Switch
        label={t`Private: neither names nor words`}
        description={t`For screens that others see. Only that something happened, and the number of the ticket.`}
        checked={device.private}
        onChange={(event) =>
          void setPrivate(user.id, event.currentTarget.checked).catch((error: unknown) =>
            toastError(error),
          )
        }
      />
    </>
  );
}

function Other({ device }: { device: PushDevice }) {
  const { t } = useLingui();
  const name = deviceOf(device.agent) || t`Another browser`;
  async function off() {
    try {
      await switchOff(device);
      toast({ message: t`Nothing goes to ${name} any more.` });
    } catch (error) {
      toastError(error);
    }
  }
  return (
    <li className={look.other}>
      <IconDeviceMobile size={20} stroke={1.5} aria-hidden />
      <span className={look.name}>
        {name}
        <span className={look.since}>
          {device.sentAt ? (
            <Trans>
              Last shown <RelativeTime at={device.sentAt} />
            </Trans>
          ) : (
            <Trans>Nothing shown yet</Trans>
          )}
        </span>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t`Switch off on ${name}`}
        onClick={() => void off()}
      >
        <Trans>Switch off</Trans>
      </Button>
    </li>
  );
}
