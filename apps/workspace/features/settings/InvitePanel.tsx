import { Button, MultiSelect, Textarea } from "@mantine/core";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { OutputOf } from "#contract/operation.ts";
import type { Rights } from "#contract/people.ts";
import { inviteUsers } from "#contract/users.ts";
import { useForm } from "../../kit/form.ts";
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

type Values = { people: string; teamIds: string[]; rights: Rights };
type Answers = OutputOf<typeof inviteUsers>["items"];

const everything = { reach: "all", unassigned: true } as const;
const usual: Rights = {
  superAdmin: false,
  accountAccess: false,
  serviceAccess: true,
  salesAccess: false,
  serviceSeat: true,
  tickets: { view: everything, edit: everything, delete: everything },
};

/** Invites one or several people by mail, all with the same rights. Who cannot be invited stays, with the reason. */
export function InvitePanel({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { teams } = usePeople();
  const { outboxPreview } = useSession();
  const answers = useRef<Answers>([]);
  const form = useForm<Values>({
    initial: { people: "", teamIds: [], rights: usual },
    schema: inviteUsers.input,
    shape: sentFor,
    blames: { team_not_found: "teamIds" },
    save: async (values) => {
      answers.current = (await call(inviteUsers, sentFor(values))).items;
      await cache.invalidateQueries({ queryKey: queries.users().queryKey });
    },
    after: () => {
      const refused = answers.current.filter((one) => one.refused !== null);
      const count = answers.current.length - refused.length;
      if (count > 0) toast({ message: said(count, outboxPreview) });
      if (refused.length === 0) return onClose();
      form.reset({ ...form.values, people: refused.map(({ given }) => given).join("\n") });
    },
  });
  const count = sentFor(form.values).people.length;
  return (
    <SidePanel
      title={t`Invite users`}
      label={t`Invite users`}
      onClose={onClose}
      footer={
        <Button type="submit" form="invite" loading={form.busy} disabled={count === 0}>
          {plural(Math.max(1, count), {
            one: "Send the invitation",
            other: "Send # invitations",
          })}
        </Button>
      }
    >
      <form id="invite" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <Textarea
          label={t`E-mail addresses`}
          description={t`Several at once: one on each line. With a name: Mara Rossi <mara@fiatlux.example>`}
          autosize
          minRows={3}
          maxRows={12}
          autoComplete="off"
          value={form.values.people}
          error={form.errors.people ?? reasonsOf(answers.current, form.values.people)}
          onChange={(event) => form.set("people", event.currentTarget.value)}
        />
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

/** Commas and semicolons part them too, but not inside of a quoted name. */
function sentFor({ people, ...same }: Values) {
  const pieces = people.split(/[\n;,](?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return { ...same, people: pieces.map((piece) => piece.trim()).filter(Boolean) };
}

function said(count: number, outboxPreview: boolean): string {
  return outboxPreview
    ? plural(count, {
        one: "The invitation is in the outbox preview.",
        other: "# invitations are in the outbox preview.",
      })
    : plural(count, {
        one: "The invitation is on its way.",
        other: "# invitations are on their way.",
      });
}

/** Why those who are still in the field could not be invited, each beside its address. */
function reasonsOf(answers: Answers, people: string) {
  const refused = answers.filter(({ given, refused: why }) => why && people.includes(given));
  if (refused.length === 0) return null;
  return refused.map(({ given, refused: why }) => (
    <span key={given} style={{ display: "block" }}>
      {why === "email_taken" ? (
        <Trans>{given} belongs to somebody who is already here.</Trans>
      ) : why === "given_twice" ? (
        <Trans>{given} is there twice.</Trans>
      ) : (
        <Trans>{given} is not an e-mail address.</Trans>
      )}
    </span>
  ));
}
