import { Button, Modal, PasswordInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { startSecondFactor, stopSecondFactor } from "#contract/me.ts";
import type { OutputOf } from "#contract/operation.ts";
import { Card, Row } from "../../kit/Card.tsx";
import { text, useForm } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { ConfirmFactor } from "./ConfirmFactor.tsx";
import look from "./fields.module.css";

type Started = OutputOf<typeof startSecondFactor>;

/** Two-factor sign-in with an authenticator app: set up, confirm, keep the recovery codes, turn off. */
export function SecondFactor() {
  const { t } = useLingui();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const [started, setStarted] = useState<Started | null>(null);

  async function proceed(password: string) {
    if (user.secondFactor) await call(stopSecondFactor, { password });
    else setStarted(await call(startSecondFactor, { password }));
  }

  function close() {
    setAsking(false);
    setStarted(null);
    void cache.invalidateQueries({ queryKey: queries.session().queryKey });
  }

  return (
    <Card title={t`Two-factor sign-in`}>
      <Row
        label={user.secondFactor ? t`On` : t`Off`}
        says={t`After the password, sign-in asks for a code from an app on your phone. Whoever steals the password alone stays outside.`}
      >
        <Button variant={user.secondFactor ? "default" : "filled"} onClick={() => setAsking(true)}>
          {user.secondFactor ? <Trans>Turn off…</Trans> : <Trans>Set up…</Trans>}
        </Button>
      </Row>
      <Modal
        opened={asking}
        onClose={close}
        closeOnClickOutside={false}
        title={
          user.secondFactor && !started
            ? t`Turn two-factor sign-in off`
            : t`Set up two-factor sign-in`
        }
        closeButtonProps={{ "aria-label": t`Close` }}
      >
        {started ? (
          <ConfirmFactor started={started} onDone={close} />
        ) : (
          <AskPassword
            action={user.secondFactor ? t`Turn off` : t`Go on`}
            proceed={proceed}
            after={() => {
              if (!user.secondFactor) return;
              close();
              toast({ message: t`Two-factor sign-in is off.` });
            }}
          />
        )}
      </Modal>
    </Card>
  );
}

type AskProps = { action: string; proceed: (password: string) => Promise<void>; after: () => void };

function AskPassword({ action, proceed, after }: AskProps) {
  const { t } = useLingui();
  const form = useForm({
    initial: { password: "" },
    schema: stopSecondFactor.input,
    blames: { password_wrong: "password" },
    save: ({ password }) => proceed(password),
    after,
  });
  return (
    <form ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <PasswordInput
        label={t`Your password`}
        description={t`So that nobody does this at your unlocked screen.`}
        autoComplete="current-password"
        data-autofocus
        visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
        {...text(form, "password")}
      />
      <Button type="submit" fullWidth loading={form.busy}>
        {action}
      </Button>
    </form>
  );
}
