import { Button, MultiSelect, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { inviteUser, type Rights } from "#contract/people.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { RightsFields } from "./RightsFields.tsx";
import look from "./fields.module.css";

type Values = { name: string; email: string; teamIds: string[]; rights: Rights };

const everything = { reach: "all", unassigned: true } as const;
const usual: Rights = {
  superAdmin: false,
  accountAccess: false,
  serviceAccess: true,
  salesAccess: false,
  serviceSeat: true,
  tickets: { view: everything, edit: everything, delete: everything },
};

/** Invites somebody by mail. */
export function InvitePanel({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { teams } = usePeople();
  const { outboxPreview } = useSession();
  const form = useForm<Values>({
    initial: { name: "", email: "", teamIds: [], rights: usual },
    schema: inviteUser.input,
    blames: { email_taken: "email", team_not_found: "teamIds" },
    save: async (values) => {
      await call(inviteUser, values);
      await cache.invalidateQueries({ queryKey: queries.users().queryKey });
    },
    after: () => {
      toast({
        message: outboxPreview
          ? t`The invitation is in the outbox preview.`
          : t`The invitation is on its way.`,
      });
      onClose();
    },
  });
  return (
    <SidePanel
      title={t`Invite a user`}
      label={t`Invite a user`}
      onClose={onClose}
      footer={
        <Button type="submit" form="invite" loading={form.busy}>
          <Trans>Send the invitation</Trans>
        </Button>
      }
    >
      <form id="invite" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput label={t`Name`} autoComplete="off" {...text(form, "name")} />
        <TextInput label={t`E-mail`} type="email" autoComplete="off" {...text(form, "email")} />
        {teams.length > 0 ? (
          <MultiSelect
            label={t`Teams`}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.values.teamIds}
            error={form.errors.teamIds}
            onChange={(ids) => form.set("teamIds", ids)}
          />
        ) : null}
        <RightsFields
          rights={form.values.rights}
          onChange={(rights) => form.set("rights", rights)}
        />
      </form>
    </SidePanel>
  );
}
