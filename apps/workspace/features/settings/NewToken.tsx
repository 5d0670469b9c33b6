import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type Scope, scopes } from "#contract/operation.ts";
import { createToken } from "#contract/tokens.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Secret } from "../../kit/Secret.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useScopeNames } from "./scopes.ts";
import look from "./fields.module.css";

type Values = { name: string; scopes: Scope[]; days: string };
const blank: Values = { name: "", scopes: ["tickets.read", "tickets.write"], days: "90" };

/** Makes a token; its secret is shown in the same panel, once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [made, setMade] = useState<string | null>(null);
  return (
    <SidePanel title={t`New API token`} label={t`New API token`} onClose={onClose}>
      {made ? (
        <div className={look.panel}>
          <Notice tone="ok">
            <Trans>Copy it now: it is not shown again.</Trans>
          </Notice>
          <Secret lines={[made]} label={t`API token`} />
          <p className={look.hint}>
            <Trans>Send it with every request:</Trans>
          </p>
          <pre
            className={look.code}
            tabIndex={0}
          >{`Authorization: Bearer ${made.slice(0, 12)}…`}</pre>
          <Button variant="default" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        </div>
      ) : (
        <TokenForm onMade={setMade} />
      )}
    </SidePanel>
  );
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const { t } = useLingui();
  const nameOf = useScopeNames();
  const form = useForm<Values>({
    initial: blank,
    schema: createToken.input,
    shape: wanted,
    save: async (values) => {
      const { token } = await call(createToken, wanted(values));
      await cache.invalidateQueries({ queryKey: queries.tokens().queryKey });
      onMade(token);
    },
  });
  return (
    <form ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
      <LeaveGuard when={form.dirty} />
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <TextInput
        label={t`Name`}
        description={t`What will use it?`}
        placeholder={t`Nightly export`}
        {...text(form, "name")}
      />
      <Checkbox.Group
        label={t`It may`}
        error={form.errors.scopes}
        value={form.values.scopes}
        onChange={(chosen) =>
          form.set(
            "scopes",
            scopes.filter((scope) => chosen.includes(scope)),
          )
        }
      >
        <div style={{ display: "grid", gap: 8, marginTop: 8 }}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={nameOf(scope)} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t`Expires`}
        allowDeselect={false}
        data={[
          { value: "30", label: t`in 30 days` },
          { value: "90", label: t`in 90 days` },
          { value: "365", label: t`in a year` },
          { value: "", label: t`never` },
        ]}
        value={form.values.days}
        onChange={(days) => form.set("days", days ?? "")}
      />
      <Button type="submit" loading={form.busy}>
        <Trans>Make the token</Trans>
      </Button>
    </form>
  );
}

function wanted({ name, scopes: chosen, days }: Values) {
  const expiresAt = days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null;
  return { name, scopes: chosen, expiresAt };
}
