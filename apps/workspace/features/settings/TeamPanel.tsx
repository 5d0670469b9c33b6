import { Button, MultiSelect, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { createTeam, deleteTeam, type Team, updateTeam } from "#contract/teams.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import look from "./fields.module.css";

type Props = { team: Team | null; onClose: () => void };

/** A new team, or one to rename, fill and delete. */
export function TeamPanel({ team, onClose }: Props) {
  const { t } = useLingui();
  const { users } = usePeople();
  const [asking, setAsking] = useState(false);
  const form = useForm({
    initial: { name: team?.name ?? "", memberIds: team?.memberIds ?? [] },
    schema: createTeam.input,
    blames: { name_taken: "name", user_not_found: "memberIds" },
    save: async (values) => {
      await (team ? call(updateTeam, { id: team.id, ...values }) : call(createTeam, values));
      await refresh();
    },
    after: () => {
      toast({ message: t`The team is saved.` });
      onClose();
    },
  });
  const title = team?.name ?? t`New team`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          {team ? (
            <Button variant="subtle" color="red" mr="auto" onClick={() => setAsking(true)}>
              <Trans>Delete…</Trans>
            </Button>
          ) : null}
          <Button type="submit" form="team" loading={form.busy} disabled={!form.dirty}>
            {team ? <Trans>Save</Trans> : <Trans>Create the team</Trans>}
          </Button>
        </>
      }
    >
      <form id="team" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput
          label={t`Name`}
          placeholder={t`Billing`}
          autoComplete="off"
          {...text(form, "name")}
        />
        <MultiSelect
          label={t`Members`}
          searchable
          data={users
            .filter(
              ({ id, state }) => state !== "deactivated" || form.values.memberIds.includes(id),
            )
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={form.values.memberIds}
          error={form.errors.memberIds}
          onChange={(ids) => form.set("memberIds", ids)}
        />
      </form>
      <Confirm
        opened={asking}
        title={t`Delete ${title}?`}
        action={t`Delete`}
        onConfirm={async () => {
          if (team && (await remove(team))) {
            form.reset();
            toast({ message: t`The team is deleted.` });
            onClose();
          }
        }}
        onClose={() => setAsking(false)}
      >
        <Trans>
          Its tickets become unassigned; nobody is removed. Members whose rights reach only their
          teams may see fewer tickets.
        </Trans>
      </Confirm>
    </SidePanel>
  );
}

async function remove(team: Team): Promise<boolean> {
  try {
    await call(deleteTeam, { id: team.id });
    await refresh();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

async function refresh() {
  await cache.invalidateQueries({ queryKey: queries.teams().queryKey });
  await cache.invalidateQueries({ queryKey: queries.users().queryKey });
}
