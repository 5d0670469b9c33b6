import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { endOtherSessions, endSession, type OpenSession } from "#contract/sessions.ts";
import { Card } from "../../kit/Card.tsx";
import { Confirm } from "../../kit/Confirm.tsx";
import { deviceOf } from "../../kit/device.ts";
import { fullMoment, RelativeTime } from "../../kit/RelativeTime.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./list.module.css";

/** Where I am signed in, this browser first; each can be signed out from here. */
export function Sessions() {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery(queries.sessions()).data?.items ?? [];
  const shown = sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <Card
      title={t`Where you are signed in`}
      says={t`If you do not recognise one, sign it out and change your password.`}
    >
      <ul className={look.list}>
        {shown.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {shown.length > 1 ? (
        <div className={look.foot}>
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            <Trans>Sign out all others…</Trans>
          </Button>
        </div>
      ) : null}
      <Confirm
        opened={asking}
        title={t`Sign out everywhere else?`}
        action={t({ message: "Sign out", context: "another browser" })}
        onConfirm={() => end(() => call(endOtherSessions, {}), t`Only this browser is signed in.`)}
        onClose={() => setAsking(false)}
      >
        <Trans>Your other browsers have to sign in again, at once. This one stays.</Trans>
      </Confirm>
    </Card>
  );
}

const handheld = /Mobile|iPhone|iPad|Android/;

function SessionRow({ session }: { session: OpenSession }) {
  const { t, i18n } = useLingui();
  const { id, agent, ip, current, startedAt, lastSeenAt } = session;
  const [busy, setBusy] = useState(false);
  const device = deviceOf(agent) || t`Unknown browser`;
  const since = fullMoment(startedAt, i18n.locale);
  const Icon = handheld.test(agent) ? IconDeviceMobile : IconDeviceDesktop;

  async function leave() {
    setBusy(true);
    await end(() => call(endSession, { id }), t`${device} is signed out.`);
    setBusy(false);
  }

  return (
    <li className={look.item}>
      <div className={look.row}>
        <Icon size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
        <div style={{ minWidth: 0 }}>
          <span className={look.name} title={agent}>
            {device}
          </span>
          <span className={look.more} style={{ whiteSpace: "normal" }}>
            {current ? <Trans>in use now</Trans> : <LastSeen at={lastSeenAt} />} ·{" "}
            <Trans>since {since}</Trans>
            {ip ? ` · ${ip}` : null}
          </span>
        </div>
        <span className={look.side}>
          {current ? (
            <span className={look.state} data-tone="ok">
              <Trans>This browser</Trans>
            </span>
          ) : (
            <Button
              variant="default"
              size="xs"
              loading={busy}
              aria-label={t`Sign out ${device}`}
              onClick={() => void leave()}
            >
              <Trans context="another browser">Sign out</Trans>
            </Button>
          )}
        </span>
      </div>
    </li>
  );
}

function LastSeen({ at }: { at: string }) {
  return (
    <Trans>
      last used <RelativeTime at={at} />
    </Trans>
  );
}

async function end(how: () => Promise<unknown>, done: string) {
  try {
    await how();
    toast({ message: done });
  } catch (error) {
    toastError(error);
  }
  await cache.invalidateQueries({ queryKey: queries.sessions().queryKey });
}
