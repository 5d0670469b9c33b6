import { IconMail } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Channel } from "#contract/channels.ts";
import { mayManage } from "#contract/rights.ts";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { ChannelPanel } from "./ChannelPanel.tsx";
import { FinishConsent } from "./FinishConsent.tsx";
import { ItemLine, NewItem } from "./Item.tsx";
import look from "./list.module.css";

/** The addresses whose mail becomes tickets. */
export function Channels({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const manages = mayManage(useSession().user.rights);
  const channels = useQuery(queries.channels()).data?.items;
  const alarms = useQuery({ ...queries.mailAlarms(), enabled: manages }).data?.items ?? [];
  const silent = new Set(alarms.flatMap((one) => (one.kind === "silent" ? one.channelId : [])));
  const channel = channels?.find(({ id }) => id === item) ?? null;
  const close = () => void navigate({ to: "/settings/$page", params: { page: "channels" } });
  return (
    <Page
      title={t`Channels`}
      lead={t`Connected addresses. The first mail to one of them is already a ticket; nothing else has to be set.`}
      action={channels?.length ? <Connect /> : null}
      panel={
        item === "connect" ? (
          <FinishConsent onClose={close} />
        ) : item === "new" || channel ? (
          <ChannelPanel key={item} channel={channel} onClose={close} />
        ) : null
      }
    >
      {channels?.length === 0 ? (
        <EmptyState title={t`No address is connected`} action={<Connect />}>
          <Trans>Connect support@your-company and its mail arrives here.</Trans>
        </EmptyState>
      ) : (
        <Card>
          <ul className={look.list}>
            {channels?.map((one) => (
              <ChannelRow key={one.id} channel={one} silent={silent.has(one.id)} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Connect() {
  return (
    <NewItem page="channels">
      <Trans>Connect an address</Trans>
    </NewItem>
  );
}

function ChannelRow({ channel, silent }: { channel: Channel; silent: boolean }) {
  return (
    <ItemLine
      page="channels"
      item={channel.id}
      sign={IconMail}
      name={channel.address}
      more={
        <>
          {channel.name}
          {" · "}
          {channel.imap ? (
            <Trans>reads {channel.imap.host}</Trans>
          ) : (
            <Trans>built-in listener</Trans>
          )}
        </>
      }
      side={
        channel.consent?.state === "revoked" ? (
          <span className={look.state} data-tone="danger">
            <Trans>Connect again</Trans>
          </span>
        ) : (
          <Health state={channel.health.state} silent={silent} />
        )
      }
    />
  );
}

const tones = { ok: "ok", connecting: "warn", failing: "danger" } as const;

function Health({ state, silent }: { state: Channel["health"]["state"]; silent: boolean }) {
  return (
    <span className={look.state} data-tone={state === "ok" && silent ? "warn" : tones[state]}>
      {state === "ok" && silent ? (
        <Trans>Unusually silent</Trans>
      ) : state === "ok" ? (
        <Trans>Receiving</Trans>
      ) : state === "connecting" ? (
        <Trans>Connecting</Trans>
      ) : (
        <Trans>Failing</Trans>
      )}
    </span>
  );
}
