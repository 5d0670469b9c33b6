import { Button, Group } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Channel } from "#contract/channels.ts";
import { makeWebhook, stopWebhook } from "#contract/webhooks.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Secret } from "../../kit/Secret.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { Example } from "./Arrival.tsx";
import look from "./fields.module.css";

/** Mail that another program hands over by HTTP: its address, and its secret, which is shown once. */
export function Webhook({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const [secret, setSecret] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [stopping, setStopping] = useState(false);
  const { webhook } = channel;

  async function make() {
    setBusy(true);
    try {
      setSecret((await call(makeWebhook, { id: channel.id })).secret);
      await refresh();
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  }

  return (
    <section className={look.tests}>
      <h3 className={look.section}>
        <Trans>Webhook</Trans>
      </h3>
      {webhook ? (
        <Address webhook={webhook} />
      ) : (
        <p className={look.hint}>
          <Trans>
            A program or a mail relay can also hand mail over by HTTP, signed with a secret.
          </Trans>
        </p>
      )}
      {secret ? (
        <>
          <Notice tone="ok">
            <Trans>Copy it now: it is not shown again.</Trans>
          </Notice>
          <Secret lines={[secret]} label={t`Secret of the webhook`} />
        </>
      ) : null}
      <Group gap={8}>
        <Button variant="default" loading={busy} onClick={() => void make()}>
          {webhook ? <Trans>Make a new secret</Trans> : <Trans>Make a secret</Trans>}
        </Button>
        {webhook ? (
          <Button variant="subtle" color="red" onClick={() => setStopping(true)}>
            <Trans>Turn off…</Trans>
          </Button>
        ) : null}
      </Group>
      <Confirm
        opened={stopping}
        title={t`Turn the webhook off?`}
        action={t`Turn off`}
        onConfirm={async () => {
          await call(stopWebhook, { id: channel.id }).then(refresh, toastError);
          setSecret(null);
          setStopping(false);
        }}
        onClose={() => setStopping(false)}
      >
        <Trans>What is sent to it from now on is refused, whatever it is signed with.</Trans>
      </Confirm>
    </section>
  );
}

function Address({ webhook }: { webhook: NonNullable<Channel["webhook"]> }) {
  const { t, i18n } = useLingui();
  const until = webhook.previousUntil ? fullMoment(webhook.previousUntil, i18n.locale) : null;
  return (
    <>
      <Example
        label={t`Address of the webhook`}
        line={`${window.location.origin}${webhook.path}`}
      />
      {until ? (
        <p className={look.hint}>
          <Trans>The previous secret is accepted until {until}.</Trans>
        </p>
      ) : null}
    </>
  );
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.channels().queryKey });
}
