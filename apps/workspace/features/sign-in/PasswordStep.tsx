import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { signIn } from "#contract/sign-in.ts";
import { text, useForm } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { call, isRefused } from "../../live/api.ts";
import type { Credentials } from "./credentials.ts";
import look from "./form.module.css";

type Props = {
  credentials: Credentials;
  onDone: () => void;
  onSecondFactor: (given: Credentials) => void;
};

export function PasswordStep({ credentials, onDone, onSecondFactor }: Props) {
  const { t } = useLingui();
  const form = useForm({
    initial: credentials,
    schema: signIn.input,
    save: async (given) => {
      try {
        await call(signIn, given);
        onDone();
      } catch (error) {
        if (!isRefused(error, "second_factor_needed")) throw error;
        onSecondFactor(given);
      }
    },
  });
  return (
    <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <TextInput
        label={t`E-mail`}
        type="email"
        autoComplete="username"
        autoFocus={!credentials.email}
        {...text(form, "email")}
      />
      <PasswordInput
        label={t`Password`}
        autoComplete="current-password"
        autoFocus={credentials.email !== ""}
        visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
        {...text(form, "password")}
      />
      <Button type="submit" size="md" fullWidth loading={form.busy}>
        <Trans>Sign in</Trans>
      </Button>
      <Anchor component={Link} to="/forgot-password" size="sm">
        <Trans>Forgot your password?</Trans>
      </Anchor>
    </form>
  );
}
