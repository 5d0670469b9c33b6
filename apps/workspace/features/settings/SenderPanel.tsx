import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { createSenderRule, isRuleValue, MailType, RuleKind } from "#contract/spam.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { useMailTypes } from "./mail-types.ts";
import { rulesChanged } from "../../live/spam.ts";
import look from "./fields.module.css";

type Values = {
  action: "block" | "allow";
  kind: RuleKind;
  value: string;
  fate: "spam" | "rejected_by_rule";
};

const blank: Values = { action: "block", kind: "address", value: "", fate: "spam" };

/** A new rule about senders. */
export function SenderPanel({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const title = t`New rule`;
  const form = useForm<Values>({
    initial: blank,
    schema: createSenderRule.input,
    blames: { sender_rule_taken: "value", sender_rule_invalid: "value" },
    check: ({ kind, value }): Record<string, string> =>
      value.trim() === "" || isRuleValue(kind, value.trim())
        ? {}
        : {
            value: t`Write an address, a domain such as example.com, or a pattern with * and at least three letters.`,
          },
    save: async (values) => {
      await call(createSenderRule, values);
      await rulesChanged();
    },
    after: () => {
      toast({ message: t`The rule is saved.` });
      onClose();
    },
  });
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <Button type="submit" form="sender-rule" loading={form.busy} disabled={!form.dirty}>
          <Trans>Save</Trans>
        </Button>
      }
    >
      <form
        id="sender-rule"
        ref={form.form}
        className={look.panel}
        onSubmit={form.submit}
        noValidate
      >
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <Fields form={form} />
      </form>
    </SidePanel>
  );
}

function Fields({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const { t } = useLingui();
  const { values, set } = form;
  const kinds = {
    address: t`Address`,
    domain: t`Domain and all below it`,
    pattern: t`Pattern with * and ?`,
    type: t`Type of mail`,
  };
  const choose = (kind: RuleKind) => {
    set("kind", kind);
    set("value", kind === "type" ? "marketing" : "");
  };
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t`What the rule does`}
        data={[
          { value: "block", label: t`Block` },
          { value: "allow", label: t`Allow` },
        ]}
        value={values.action}
        onChange={(action) => set("action", action === "allow" ? "allow" : "block")}
      />
      <Select
        label={t`Whom`}
        allowDeselect={false}
        data={RuleKind.options.map((value) => ({ value, label: kinds[value] }))}
        value={values.kind}
        onChange={(kind) => choose(RuleKind.catch("address").parse(kind))}
      />
      <Value form={form} />
      {values.action === "block" ? (
        <Select
          label={t`What becomes of it`}
          description={t`Both are among the spam and can be restored until they are deleted for good.`}
          allowDeselect={false}
          data={[
            { value: "spam", label: t`Spam` },
            { value: "rejected_by_rule", label: t`Rejected by the rule` },
          ]}
          value={values.fate}
          onChange={(fate) => set("fate", fate === "spam" ? "spam" : "rejected_by_rule")}
        />
      ) : null}
    </>
  );
}

const examples = { address: "eve@shop.example", domain: "shop.example", pattern: "news-*@*" };

function Value({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const { t } = useLingui();
  const typeOf = useMailTypes();
  const { values, set } = form;
  if (values.kind === "type")
    return (
      <Select
        label={t`Type of mail`}
        allowDeselect={false}
        data={MailType.options.map((value) => ({ value, label: typeOf(value) }))}
        value={values.value}
        onChange={(value) => set("value", value ?? "marketing")}
      />
    );
  return (
    <TextInput
      label={t`Sender`}
      placeholder={examples[values.kind]}
      autoComplete="off"
      {...text(form, "value")}
    />
  );
}
