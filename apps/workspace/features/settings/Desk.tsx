import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { CommentsOnCalls, type DeskSettings, updateDesk } from "#contract/desk.ts";
import { Card, Row } from "../../kit/Card.tsx";
import { Page } from "../../kit/Page.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { NameRow } from "./NameRow.tsx";

/** What holds for everybody at the desk: its name, and when a call can be commented on. */
export function Desk() {
  const { t } = useLingui();
  const settings = useQuery(queries.desk()).data;
  return (
    <Page title={t`General`} lead={t`What holds for everybody at this desk.`}>
      {settings ? (
        <>
          <Name key={settings.name} name={settings.name} />
          <Calls settings={settings} />
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
