import { Anchor, Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { resetPassword } from "#contract/sign-in.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Entrance } from "../../kit/Entrance.tsx";
import { text, useForm } from "../../kit/form.ts";
import { NewPassword } from "../../kit/NewPassword.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import look from "./form.module.css";

/** Behind the mailed link: a new password, after which all sessions have ended. */
export function ResetPassword({ token }: { token: string }) {
  const { t } = useLingui();
  const [done, setDone] = useState(false);
  const form = useForm({
    initial: { password: "" },
    schema: resetPassword.input,
    shape: ({ password }) => ({ token, password }),
    blames: { password_weak: "password" },
    save: async ({ password }) => {
      await call(resetPassword, { token, password });
      setDone(true);
    },
  });
  if (done)
    return (
      <Entrance
        title={t`Your new password counts`}
        lead={t`All sessions have ended, on every device.`}
      >
        <ButtonLink to="/sign-in" size="md" fullWidth>
          <Trans>Go to sign-in</Trans>
        </ButtonLink>
      </Entrance>
    );
  return (
    <Entrance
      title={t`Choose a new password`}
      below={
        <Anchor component={Link} to="/forgot-password" size="sm">
          <Trans>Ask for a new link</Trans>
        </Anchor>
      }
    >
      <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <NewPassword label={t`New password`} autoFocus {...text(form, "password")} />
        <Button type="submit" size="md" fullWidth loading={form.busy}>
          <Trans>Save the password</Trans>
        </Button>
      </form>
    </Entrance>
  );
}
