import { Button, MultiSelect, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type UserDetails } from "#contract/people.ts";
import { updateUser } from "#contract/users.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { Membership } from "./Membership.tsx";
import { RightsFields } from "./RightsFields.tsx";
import look from "./fields.module.css";

type Props = { id: string; onClose: () => void };

/** One user with rights, teams and whether they may come in at all. */
export function UserPanel({ id, onClose }: Props) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const { data: user, error } = useQuery(queries.user(id));
  if (user) return <Opened key={id} user={user} onClose={onClose} />;
  return (
    <SidePanel title={t`User`} label={t`User`} onClose={onClose}>
      {error ? <Notice tone="danger">{sayRefusal(error)}</Notice> : null}
    </SidePanel>
  );
}

function Opened({ user, onClose }: { user: UserDetails; onClose: () => void }) {
  const { t } = useLingui();
  const { teams } = usePeople();
  const form = useForm({
    initial: { name: user.name, teamIds: user.teamIds, rights: user.rights },
    schema: updateUser.input,
    shape: (values) => ({ id: user.id, ...values }),
    save: async (values) => {
      const saved = await call(updateUser, { id: user.id, ...values });
      cache.setQueryData(queries.user(user.id).queryKey, saved);
      await cache.invalidateQueries({ queryKey: queries.users().queryKey });
      await cache.invalidateQueries({ queryKey: queries.teams().queryKey });
    },
    after: () => toast({ message: t`Saved. New rights hold at once.` }),
  });
  return (
    <SidePanel
      title={user.name}
      label={t`User ${user.name}`}
      onClose={onClose}
      footer={
        <Button type="submit" form="user" loading={form.busy} disabled={!form.dirty}>
          <Trans>Save</Trans>
        </Button>
      }
    >
      <form id="user" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <Facts user={user} />
        <TextInput label={t`Name`} autoComplete="off" {...text(form, "name")} />
        <MultiSelect
          label={t`Teams`}
          placeholder={form.values.teamIds.length === 0 ? t`No team` : ""}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.values.teamIds}
          error={form.errors.teamIds}
          onChange={(ids) => form.set("teamIds", ids)}
        />
        <RightsFields
          rights={form.values.rights}
          onChange={(rights) => form.set("rights", rights)}
        />
        <Membership user={user} onGone={onClose} />
      </form>
    </SidePanel>
  );
}

function Facts({ user }: { user: UserDetails }) {
  return (
    <p className={look.hint}>
      {user.email}
      {" · "}
      {user.lastSeenAt ? (
        <Trans>
          last here <RelativeTime at={user.lastSeenAt} />
        </Trans>
      ) : (
        <Trans>never signed in</Trans>
      )}
      {" · "}
      {user.secondFactor ? (
        <Trans>two-factor sign-in is on</Trans>
      ) : (
        <Trans>no second factor</Trans>
      )}
    </p>
  );
}
