import { Button } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Channel } from "#contract/channels.ts";
import { type Alarm, type readChannelHealth, reconcileMailbox } from "#contract/mail-alarms.ts";
import type { MailWork } from "#contract/mail-works.ts";
import type { OutputOf } from "#contract/operation.ts";
import { Notice } from "../../kit/Notice.tsx";
import { fullMoment, RelativeTime } from "../../kit/RelativeTime.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./ChannelHealth.module.css";
import { useTroubleWords } from "./test-words.ts";

/** How a connected channel is doing: its mailbox, its last mail, what is wrong, and whether anything is missing. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const health = useQuery(queries.channelHealth(channel.id)).data;
  if (!health) return null;
  return (
    <section className={look.health} aria-label={t`How it is doing`}>
      <Trouble channel={channel} health={health} />
      {health.alarms
        .filter(({ kind }) => kind !== "failing")
        .map((alarm) => (
          <Notice key={alarm.kind} tone="danger">
            <AlarmWords alarm={alarm} />
          </Notice>
        ))}
      <p className={look.line}>
        <span>
          <Trans>Last mail</Trans>
        </span>
        <span>
          {health.lastMailAt ? <RelativeTime at={health.lastMailAt} /> : <Trans>none yet</Trans>}
        </span>
      </p>
      {channel.imap ? <Reconcile channelId={channel.id} last={health.reconciled} /> : null}
    </section>
  );
}

type Health = OutputOf<typeof readChannelHealth>;

function Trouble({ channel, health }: { channel: Channel; health: Health }) {
  const { i18n } = useLingui();
  const words = useTroubleWords();
  const { state, troubleSince, trouble, says, nextTryAt } = health;
  // A consent that was taken back has words of its own.
  if (state === "ok" || !troubleSince || channel.consent?.state === "revoked") return null;
  const { imap } = channel;
  const server = imap ? `${imap.host}:${imap.port}` : "";
  const since = fullMoment(troubleSince, i18n.locale);
  return (
    <Notice tone={state === "failing" ? "danger" : "info"}>
      <p className={look.trouble}>
        {words(trouble ?? "unreachable", server, imap?.mailbox ?? "")}{" "}
        <Trans>It has been so since {since}. It is tried again by itself; no mail is lost.</Trans>
      </p>
      {nextTryAt ? (
        <p className={look.trouble}>
          <Trans>Next try: {fullMoment(nextTryAt, i18n.locale)}</Trans>
        </p>
      ) : null}
      {says ? <p className={look.says}>{says}</p> : null}
    </Notice>
  );
}

function AlarmWords({ alarm: { kind, detail } }: { alarm: Alarm }) {
  const { i18n } = useLingui();
  switch (kind) {
    case "silent":
      return (
        <Trans>
          No mail since {detail ? fullMoment(detail, i18n.locale) : ""}. At this time of the week
          there always was some. Is mail still delivered here?
        </Trans>
      );
    case "token_expiring":
      return <Trans>The access to this mailbox will soon expire. Connect it again.</Trans>;
    default:
      return <Trans>Something is wrong with this channel.</Trans>;
  }
}

function Reconcile({ channelId, last }: { channelId: string; last: MailWork | null }) {
  const [busy, setBusy] = useState(false);
  const runs = last?.state === "running";

  async function compare() {
    setBusy(true);
    await call(reconcileMailbox, { id: channelId }).catch(toastError);
    await cache.invalidateQueries({ queryKey: ["channelHealth"] });
    setBusy(false);
  }

  return (
    <>
      <p className={look.line}>
        <span>
          <Trans>Compared with the ledger</Trans>
        </span>
        <span>{last ? <RelativeTime at={last.createdAt} /> : <Trans>not yet</Trans>}</span>
      </p>
      {last ? (
        <p className={look.found} role="status">
          <Compared work={last} />
        </p>
      ) : null}
      <div>
        <Button variant="default" size="xs" loading={busy || runs} onClick={() => void compare()}>
          <Trans>Compare now</Trans>
        </Button>
      </div>
    </>
  );
}

function Compared({ work }: { work: MailWork }) {
  const { i18n } = useLingui();
  if (work.state === "running") return <Trans>Comparing…</Trans>;
  if (work.state !== "done")
    return (
      <>
        <Trans>The mailbox could not be compared.</Trans> {work.error}
      </>
    );
  const { inMailbox = 0, missing = 0, fetched = 0, ahead = 0, doubles = [] } = work.report;
  return (
    <>
      <Trans>{i18n.number(inMailbox)} in the mailbox since it was connected.</Trans>{" "}
      {missing === 0 ? (
        <Trans>Nothing is missing.</Trans>
      ) : (
        <Trans>
          {i18n.number(missing)} were missing, {i18n.number(fetched)} of them are fetched now.
        </Trans>
      )}{" "}
      {ahead > 0 ? (
        <Plural value={ahead} one="# is not read yet." other="# are not read yet." />
      ) : null}{" "}
      {doubles.length > 0 ? (
        <Plural
          value={doubles.length}
          one="# is in more than one message."
          other="# are in more than one message."
        />
      ) : null}{" "}
      {missing > 0 || doubles.length > 0 ? (
        <Link to="/settings/$page" params={{ page: "ledger" }} search={{ work: work.id }}>
          <Trans>Show them in the ledger</Trans>
        </Link>
      ) : null}
    </>
  );
}
