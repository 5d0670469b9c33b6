import { Button, PasswordInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { changePassword } from "#contract/me.ts";
import { Card } from "../../kit/Card.tsx";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { NewPassword } from "../../kit/NewPassword.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Page } from "../../kit/Page.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { useSession } from "../../live/session.ts";
import { SecondFactor } from "./SecondFactor.tsx";
import { Sessions } from "./Sessions.tsx";
import look from "./fields.module.css";

/** How I sign in, and where I am signed in. */
export function Security() {
  const { t } = useLingui();
  return (
    <Page title={t`Security`}>
      <PasswordChange />
      <SecondFactor />
      <Sessions />
    </Page>
  );
}

const blank = { current: "", password: "" };

function PasswordChange() {
  const { t } = useLingui();
  const { user } = useSession();
  const form = useForm({
    initial: blank,
    schema: changePassword.input,
    blames: { password_wrong: "current", password_weak: "password" },
    save: (values) => call(changePassword, values),
    after: () => {
      form.reset(blank);
      toast({ message: t`The new password counts. Your other sessions have ended.` });
    },
  });
  return (
    <Card title={t`Password`} says={t`A new password ends your sessions on other devices.`}>
      <LeaveGuard when={form.dirty} />
      <form ref={form.form} className={look.fields} onSubmit={form.submit} noValidate>
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <input type="hidden" name="username" value={user.email} autoComplete="username" />
        <PasswordInput
          label={t`Current password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
          {...text(form, "current")}
        />
        <NewPassword
          label={t`New password`}
          known={[user.name, user.email]}
          {...text(form, "password")}
        />
        <div>
          <Button type="submit" loading={form.busy} disabled={!form.dirty}>
            <Trans>Change the password</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
