import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { confirmSecondFactor } from "#contract/me.ts";
import { text, useForm } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { Secret } from "../../kit/Secret.tsx";
import { call } from "../../live/api.ts";
import { QrCode } from "./QrCode.tsx";
import look from "./fields.module.css";

type Props = { started: { secret: string; uri: string }; onDone: () => void };

/** The secret for the app, the first code as proof, then the recovery codes: shown now and never again. */
export function ConfirmFactor({ started, onDone }: Props) {
  const { t } = useLingui();
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useForm({
    initial: { code: "" },
    schema: confirmSecondFactor.input,
    blames: { code_wrong: "code" },
    save: async ({ code }) => {
      const { recoveryCodes } = await call(confirmSecondFactor, { code });
      setCodes(recoveryCodes);
    },
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <form ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <p className={look.hint}>
        <Trans>Scan this with your authenticator app, or type the key into it.</Trans>
      </p>
      <QrCode text={started.uri} label={t`QR code for your authenticator app`} />
      <Secret lines={[spaced(started.secret)]} label={t`Key`} />
      <TextInput
        label={t`Code that the app shows now`}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        classNames={{ input: look.digits ?? "" }}
        {...text(form, "code")}
      />
      <Button type="submit" fullWidth loading={form.busy} disabled={!form.values.code.trim()}>
        <Trans>Turn on</Trans>
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useLingui();
  return (
    <div className={look.panel}>
      <Notice tone="ok">
        <Trans>Two-factor sign-in is on.</Trans>
      </Notice>
      <p className={look.hint}>
        <Trans>
          Keep these recovery codes where you find them without your phone. Each one opens once.
          They are not shown again.
        </Trans>
      </p>
      <Secret lines={codes} label={t`Recovery codes`} fileName="sportello-recovery-codes.txt" />
      <Button fullWidth onClick={onDone}>
        <Trans>I have kept them</Trans>
      </Button>
    </div>
  );
}

function spaced(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
