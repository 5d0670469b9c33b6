import { Anchor, Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Email } from "#contract/common.ts";
import { askPasswordReset } from "#contract/sign-in.ts";
import { Entrance } from "../../kit/Entrance.tsx";
import { text, useForm } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import look from "./form.module.css";

/** Asks for a link to choose a new password; says the same for known and unknown addresses. */
export function ForgotPassword() {
  const { t } = useLingui();
  const [asked, setAsked] = useState<string | null>(null);
  const form = useForm({
    initial: { email: "" },
    schema: askPasswordReset.input.extend({ email: Email }),
    save: async (values) => {
      await call(askPasswordReset, values);
      setAsked(values.email);
    },
  });
  return (
    <Entrance
      title={asked ? t`Look into your mailbox` : t`Choose a new password`}
      lead={asked ? null : t`We send a link to your address. It works once and for two hours.`}
      below={
        <Anchor component={Link} to="/sign-in" size="sm">
          <Trans>Back to sign-in</Trans>
        </Anchor>
      }
    >
      {asked ? (
        <Notice tone="ok">
          <Trans>
            If {asked} belongs to this desk, the link is on its way. Nothing arrives? Ask whoever
            looks after the desk.
          </Trans>
        </Notice>
      ) : (
        <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
          {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
          <TextInput
            label={t`E-mail`}
            type="email"
            autoComplete="username"
            autoFocus
            {...text(form, "email")}
          />
          <Button type="submit" size="md" fullWidth loading={form.busy}>
            <Trans>Send the link</Trans>
          </Button>
        </form>
      )}
    </Entrance>
  );
}
