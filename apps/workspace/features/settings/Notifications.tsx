import { Switch, Table } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { saveNotificationSetting, type Topic, type TopicSetting } from "#contract/notifications.ts";
import { mayManage } from "#contract/rights.ts";
import { Page } from "../../kit/Page.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { PushHere } from "./PushHere.tsx";
import look from "./PushHere.module.css";

/** What I want to hear of, and how: in the workspace, by mail when I have not read it there, on my devices. */
export function Notifications() {
  const { t } = useLingui();
  const { data } = useQuery(queries.notificationSettings());
  const manages = mayManage(useSession().user.rights);
  const names: Record<Topic, string> = {
    assigned: t`A ticket is given to me`,
    mentioned: t`Somebody mentions me`,
    shared: t`A ticket is shared with me`,
    received: t`A customer writes on a ticket that I own or follow`,
    replied: t`A colleague answers on a ticket that I own or follow`,
    commented: t`A colleague comments on a ticket that I own or follow`,
    failed: t`A reply of mine could not be delivered`,
    mailbox: t`Something is wrong with a mailbox or with incoming mail`,
  };
  const items = (data?.items ?? []).filter(({ topic }) => topic !== "mailbox" || manages);
  return (
    <Page
      title={t`Notifications`}
      lead={t`You are never told of what you do yourself. By mail goes what you have not read here within three minutes.`}
    >
      <PushHere />
      <Table verticalSpacing={10} className={look.topics}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Tell me when</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Here</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>By mail</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Devices</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((setting) => (
            <Table.Tr key={setting.topic}>
              <Table.Td>{names[setting.topic]}</Table.Td>
              <Table.Td>
                <Switch
                  aria-label={t`${names[setting.topic]}: here`}
                  checked={setting.app}
                  onChange={(event) => void save({ ...setting, app: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td>
                <Switch
                  aria-label={t`${names[setting.topic]}: by mail`}
                  checked={setting.mail}
                  onChange={(event) => void save({ ...setting, mail: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td>
                <Switch
                  aria-label={t`${names[setting.topic]}: on my devices`}
                  checked={setting.push}
                  onChange={(event) => void save({ ...setting, push: event.currentTarget.checked })}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Page>
  );
}

/** Drawn at once; taken back when the server does not take it. */
async function save(setting: TopicSetting) {
  const { queryKey } = queries.notificationSettings();
  const before = cache.getQueryData(queryKey);
  if (before)
    cache.setQueryData(queryKey, {
      items: before.items.map((one) => (one.topic === setting.topic ? setting : one)),
    });
  try {
    cache.setQueryData(queryKey, await call(saveNotificationSetting, setting));
  } catch (error) {
    cache.setQueryData(queryKey, before);
    toastError(error);
  }
}
