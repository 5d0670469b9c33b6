import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { acceptInvitation, lookAtInvitation } from "#contract/sign-in.ts";
import type { OutputOf } from "#contract/operation.ts";
import { Entrance } from "../../kit/Entrance.tsx";
import { text, useForm } from "../../kit/form.ts";
import { NewPassword } from "../../kit/NewPassword.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import { guessedLocale } from "../../shell/i18n.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import look from "./form.module.css";

type Props = { token: string; onDone: () => void };

/** Behind the mailed invitation: name and password. Calls `onDone` when signed in. */
export function Invitation({ token, onDone }: Props) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => call(lookAtInvitation, { token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invitation.data)
    return <Acceptance token={token} invitation={invitation.data} onDone={onDone} />;
  if (invitation.error)
    return (
      <Entrance
        title={t`This invitation does not open`}
        lead={t`Ask the person who invited you to send it again.`}
      >
        <Notice tone="danger">{sayRefusal(invitation.error)}</Notice>
      </Entrance>
    );
  return <Entrance title={t`One moment…`}>{null}</Entrance>;
}

type AcceptanceProps = Props & { invitation: OutputOf<typeof lookAtInvitation> };

function Acceptance({ token, onDone, invitation: { name, email, deskName } }: AcceptanceProps) {
  const { t } = useLingui();
  const form = useForm({
    initial: { name, password: "" },
    schema: acceptInvitation.input,
    shape: (values) => ({ token, ...values }),
    blames: { password_weak: "password" },
    save: (values) => call(acceptInvitation, { token, ...values, locale: guessedLocale() }),
    after: onDone,
  });
  return (
    <Entrance
      title={t`Welcome to ${deskName}`}
      lead={
        <Trans>
          You sign in as <strong>{email}</strong>. Choose how your name reads and a password.
        </Trans>
      }
    >
      <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <input type="hidden" name="email" value={email} autoComplete="username" />
        <TextInput label={t`Your name`} autoComplete="name" autoFocus {...text(form, "name")} />
        <NewPassword
          label={t`Password`}
          known={[name, email, deskName]}
          {...text(form, "password")}
        />
        <Button type="submit" size="md" fullWidth loading={form.busy}>
          <Trans>Join the desk</Trans>
        </Button>
      </form>
    </Entrance>
  );
}
