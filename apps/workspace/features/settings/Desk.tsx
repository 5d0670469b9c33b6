import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { plural } from "@lingui/core/macro";
import { Plural, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { CommentsOnCalls, type DeskSettings, updateDesk } from "#contract/desk.ts";
import { Card, Row } from "../../kit/Card.tsx";
import { Confirm } from "../../kit/Confirm.tsx";
import { Page } from "../../kit/Page.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { NameRow } from "./NameRow.tsx";

/** What holds for everybody at the desk: its name, when a call can be commented on, how long spam is kept. */
export function Desk() {
  const { t } = useLingui();
  const settings = useQuery(queries.desk()).data;
  return (
    <Page title={t`General`} lead={t`What holds for everybody at this desk.`}>
      {settings ? (
        <>
          <Name key={settings.name} name={settings.name} />
          <Calls settings={settings} />
          <Spam settings={settings} />
        </>
      ) : null}
    </Page>
  );
}

async function save(change: Partial<DeskSettings>) {
  const settings = await call(updateDesk, change);
  cache.setQueryData(queries.desk().queryKey, settings);
  await cache.invalidateQueries({ queryKey: queries.session().queryKey });
}

function Name({ name }: { name: string }) {
  const { t } = useLingui();
  return (
    <Card>
      <NameRow
        id="desk-name"
        label={t`Name of the desk`}
        says={t`Stands in the workspace, in invitations and in mails about passwords.`}
        name={name}
        autoComplete="off"
        schema={updateDesk.input.pick({ name: true }).required()}
        save={save}
        onSaved={() => toast({ message: t`The name of the desk is saved.` })}
      />
    </Card>
  );
}

function Calls({ settings }: { settings: DeskSettings }) {
  const { t } = useLingui();
  const names = { after_email: t`After an e-mail`, always: t`Always` };
  return (
    <Card title={t`Calls`}>
      <Row
        label={t`Comments on call tickets`}
        says={t`On a ticket that began with a call: once an e-mail was drafted or sent on it, or always.`}
      >
        <SegmentedControl
          aria-label={t`Comments on call tickets`}
          data={CommentsOnCalls.options.map((value) => ({ value, label: names[value] }))}
          value={settings.commentsOnCalls}
          onChange={(value) =>
            void save({ commentsOnCalls: CommentsOnCalls.parse(value) }).catch(toastError)
          }
        />
      </Row>
    </Card>
  );
}

const usualDays = [7, 14, 30, 60, 90, 180, 365];

function Spam({ settings }: { settings: DeskSettings }) {
  const { t } = useLingui();
  const { spamDays } = settings;
  const days = [...new Set([...usualDays, spamDays])].toSorted((a, b) => a - b);
  const [sooner, setSooner] = useState({ asks: false, days: spamDays });
  const keepFor = (count: number) => save({ spamDays: count }).catch(toastError);
  return (
    <Card title={t`Spam`}>
      <Row
        label={t`Delete spam after`}
        says={t`Mail that was kept away and tickets that were called spam. Until then they are restored on the Spam page; the ledger keeps that they came.`}
      >
        <Select
          aria-label={t`Delete spam after`}
          allowDeselect={false}
          w={140}
          data={days.map((count) => ({
            value: String(count),
            label: plural(count, { one: "# day", other: "# days" }),
          }))}
          value={String(spamDays)}
          onChange={(value) =>
            Number(value) < spamDays
              ? setSooner({ asks: true, days: Number(value) })
              : void keepFor(Number(value))
          }
        />
      </Row>
      <Confirm
        opened={sooner.asks}
        title={t`Delete spam sooner?`}
        action={t`Delete it sooner`}
        onConfirm={() => keepFor(sooner.days)}
        onClose={() => setSooner({ ...sooner, asks: false })}
      >
        <Plural
          value={sooner.days}
          one="What came more than # day ago is deleted for good in the coming night."
          other="What came more than # days ago is deleted for good in the coming night."
        />
      </Confirm>
    </Card>
  );
}
