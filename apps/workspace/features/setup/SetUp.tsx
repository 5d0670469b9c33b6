import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { setUp } from "#contract/setup.ts";
import { Entrance } from "../../kit/Entrance.tsx";
import { text, useForm } from "../../kit/form.ts";
import { NewPassword } from "../../kit/NewPassword.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import { guessedLocale } from "../../shell/i18n.ts";
import { Beginning } from "./Beginning.tsx";
import { CounterWindow } from "./CounterWindow.tsx";
import { Founding } from "./Founding.tsx";
import { beginGuide } from "./guide.ts";
import look from "./SetUp.module.css";

/** The first page of a new installation. Calls `onDone` when the owner is signed in. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const form = useSetupForm(onDone);
  const { values, set, problem, busy } = form;
  return (
    <Entrance
      title={t`Open your desk`}
      lead={t`A name, an owner, one minute. Everything stays on this machine.`}
      aside={<CounterWindow sample={values.sample} deskName={values.deskName} />}
    >
      <form
        ref={form.form}
        className={look.form}
        onSubmit={form.submit}
        noValidate
        aria-busy={busy}
      >
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
        <TextInput
          label={t`Name of the desk`}
          description={t`Your customers read it beside your name.`}
          placeholder={t`Fiat Lux Support`}
          autoComplete="organization"
          autoFocus
          {...text(form, "deskName")}
        />
        <div className={look.pair}>
          <TextInput label={t`Your name`} autoComplete="name" {...text(form, "name")} />
          <TextInput
            label={t`Your e-mail`}
            type="email"
            autoComplete="username"
            {...text(form, "email")}
          />
        </div>
        <NewPassword
          label={t`Password`}
          known={[values.deskName, values.name, values.email]}
          {...text(form, "password")}
        />
        <Beginning sample={values.sample} onChoose={(sample) => set("sample", sample)} />
        {busy ? (
          <Founding sample={values.sample} />
        ) : (
          <Button type="submit" size="md" fullWidth>
            <Trans>Open the desk</Trans>
          </Button>
        )}
      </form>
    </Entrance>
  );
}

function useSetupForm(onDone: () => void) {
  return useForm({
    initial: { deskName: "", name: "", email: "", password: "", sample: true },
    schema: setUp.input,
    blames: { password_weak: "password" },
    save: async (values) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      await call(setUp, { ...values, locale: guessedLocale(), timeZone });
      await beginGuide(values.sample);
    },
    after: onDone,
  });
}
