import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type Channel, createChannel, deleteChannel, updateChannel } from "#contract/channels.ts";
import { Locale } from "#contract/common.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { type ChannelValues, sentFor, valuesOf } from "./channel.ts";
import { ChannelHealth } from "./ChannelHealth.tsx";
import { ChannelFields } from "./ChannelFields.tsx";
import { ChannelTests } from "./ChannelTests.tsx";
import { useUnreachable } from "./unreachable.ts";
import { Webhook } from "./Webhook.tsx";
import look from "./fields.module.css";

type Props = { channel: Channel | null; onClose: () => void };

/** Connects an address, or changes and disconnects a connected one. */
export function ChannelPanel({ channel, onClose }: Props) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const form = useForm<ChannelValues>({
    initial: valuesOf(channel, Locale.catch("en").parse(i18n.locale)),
    schema: channel ? updateChannel.input : createChannel.input,
    shape: (values) => ({ ...(channel ? { id: channel.id } : {}), ...sentFor(values, channel) }),
    blames: { address_taken: "address" },
    explain: useUnreachable(),
    save: async (values) => {
      const sent = sentFor(values, channel);
      await (channel
        ? call(updateChannel, { id: channel.id, ...sent })
        : call(createChannel, sent));
      await refresh();
    },
    after: () => {
      toast({
        message: channel
          ? t`The channel is saved.`
          : t`Connected. Mail to this address is a ticket from now on.`,
      });
      onClose();
    },
  });
  const title = channel?.address ?? t`Connect an address`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          {channel ? (
            <Button variant="subtle" color="red" mr="auto" onClick={() => setAsking(true)}>
              <Trans>Disconnect…</Trans>
            </Button>
          ) : null}
          <Button type="submit" form="channel" loading={form.busy} disabled={!form.dirty}>
            {channel ? <Trans>Save</Trans> : <Trans>Connect</Trans>}
          </Button>
        </>
      }
    >
      <form id="channel" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        {channel ? <ChannelHealth channel={channel} /> : null}
        <ChannelFields form={form} channel={channel} />
      </form>
      {channel ? <Webhook channel={channel} /> : null}
      {channel ? <ChannelTests channel={channel} dirty={form.dirty} /> : null}
      <Confirm
        opened={asking}
        title={t`Disconnect ${title}?`}
        action={t`Disconnect`}
        onConfirm={async () => {
          if (channel && (await disconnect(channel))) {
            form.reset();
            toast({ message: t`The address is disconnected. It can be connected again.` });
            onClose();
          }
        }}
        onClose={() => setAsking(false)}
      >
        <Trans>
          Its tickets stay. New mail to it makes no tickets any more, and nothing is sent from it.
        </Trans>
      </Confirm>
    </SidePanel>
  );
}

async function disconnect(channel: Channel): Promise<boolean> {
  try {
    await call(deleteChannel, { id: channel.id });
    await refresh();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.channels().queryKey });
}
