import { Button, SegmentedControl, Select } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useMemo } from "react";
import { Locale, Theme } from "#contract/common.ts";
import { updateMe } from "#contract/me.ts";
import { useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { changeMe } from "../../live/memory.ts";
import { useSession } from "../../live/session.ts";
import { locales, speak } from "../../shell/i18n.ts";
import { Card, Row } from "../../kit/Card.tsx";
import { Page } from "../../kit/Page.tsx";
import { NameRow } from "./NameRow.tsx";

const RichInput = lazy(() =>
  import("../../kit/RichInput.tsx").then((kit) => ({ default: kit.RichInput })),
);

/** My name, how this desk looks and speaks to me, and my signature. */
export function Profile() {
  const { t } = useLingui();
  return (
    <Page title={t`Profile`}>
      <Name />
      <Looks />
      <Signature />
    </Page>
  );
}

function Name() {
  const { t } = useLingui();
  const { user } = useSession();
  return (
    <Card>
      <Row label={t`E-mail`} says={t`You sign in with it.`}>
        <span style={{ textAlign: "end", overflowWrap: "anywhere" }}>{user.email}</span>
      </Row>
      <NameRow
        id="my-name"
        label={t`Name`}
        says={t`Customers read it on your answers.`}
        name={user.name}
        autoComplete="name"
        schema={updateMe.input}
        save={changeMe}
        onSaved={() => toast({ message: t`Your name is saved.` })}
      />
    </Card>
  );
}

function Looks() {
  const { t, i18n } = useLingui();
  const { preferences } = useSession();
  // The list of some browsers lacks UTC, and whatever another one has saved.
  const zones = useMemo(
    () => [
      ...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), preferences.timeZone ?? "UTC"]),
    ],
    [preferences.timeZone],
  );
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const change = (wanted: Parameters<typeof changeMe>[0]["preferences"]) =>
    changeMe({ preferences: wanted ?? {} }).catch((error: unknown) => toastError(error));
  return (
    <Card title={t`Language and look`}>
      <Row
        label={t`Language`}
        says={t`Of the workspace. Customers get the words you write.`}
        htmlFor="my-language"
      >
        <Select
          id="my-language"
          allowDeselect={false}
          data={Locale.options.map((value) => ({ value, label: locales[value] }))}
          value={preferences.locale ?? i18n.locale}
          onChange={(value) => {
            const locale = Locale.parse(value);
            void speak(locale);
            void change({ locale });
          }}
        />
      </Row>
      <Row label={t`Time zone`} says={t`Times in the workspace are read in it.`} htmlFor="my-zone">
        <Select
          id="my-zone"
          searchable
          limit={100}
          allowDeselect={false}
          data={[{ value: "", label: t`As this device (${here})` }, ...zones]}
          value={preferences.timeZone ?? ""}
          onChange={(zone) => void change({ timeZone: zone || null })}
        />
      </Row>
      <Row label={t`Theme`}>
        <SegmentedControl
          fullWidth
          aria-label={t`Theme`}
          data={[
            { value: "system", label: t`System` },
            { value: "light", label: t`Light` },
            { value: "dark", label: t`Dark` },
          ]}
          value={preferences.theme}
          onChange={(value) => void change({ theme: Theme.parse(value) })}
        />
      </Row>
    </Card>
  );
}

function Signature() {
  const { t } = useLingui();
  const { preferences } = useSession();
  const form = useForm({
    initial: { signatureHtml: preferences.signatureHtml },
    save: (values) => changeMe({ preferences: values }),
    after: () => toast({ message: t`Your signature is saved.` }),
  });
  return (
    <Card
      title={t`Signature`}
      says={t`Stands under your replies, above the signature of the channel.`}
    >
      <LeaveGuard when={form.dirty} />
      <form ref={form.form} onSubmit={form.submit} style={{ padding: 16 }}>
        <Suspense fallback={<div style={{ height: 140 }} />}>
          <RichInput
            label={t`Signature`}
            html={form.values.signatureHtml}
            onChange={(html) => form.set("signatureHtml", html)}
          />
        </Suspense>
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <Button type="submit" mt={12} loading={form.busy} disabled={!form.dirty}>
          <Trans>Save</Trans>
        </Button>
      </form>
    </Card>
  );
}
