import { Button, Group, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { text, useForm } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import { signIn } from "#contract/sign-in.ts";
import type { Credentials } from "./credentials.ts";
import look from "./form.module.css";

type Props = { credentials: Credentials; onDone: () => void; onBack: () => void };

/** The code of the authenticator app, or one of the recovery codes instead. */
export function SecondStep({ credentials, onDone, onBack }: Props) {
  const { t } = useLingui();
  const [recovery, setRecovery] = useState(false);
  const form = useForm({
    initial: { code: "" },
    schema: signIn.input,
    shape: ({ code }) => ({ ...credentials, code }),
    save: ({ code }) => call(signIn, { ...credentials, code: code.trim() }),
    after: onDone,
    blames: { sign_in_failed: "code" },
  });

  function swap() {
    form.reset({ code: "" });
    setRecovery(!recovery);
  }

  return (
    <form ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <TextInput
        key={recovery ? "recovery" : "app"}
        label={recovery ? t`Recovery code` : t`Code of your authenticator app`}
        description={
          recovery ? t`Each one works once.` : t`Six digits that change every half minute.`
        }
        inputMode={recovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        autoFocus
        classNames={{ input: look.code ?? "" }}
        {...text(form, "code")}
      />
      <Button
        type="submit"
        size="md"
        fullWidth
        loading={form.busy}
        disabled={!form.values.code.trim()}
      >
        <Trans>Sign in</Trans>
      </Button>
      <Group justify="space-between">
        <Button variant="subtle" size="compact-sm" onClick={swap}>
          {recovery ? <Trans>Use the app instead</Trans> : <Trans>Use a recovery code</Trans>}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      </Group>
    </form>
  );
}
