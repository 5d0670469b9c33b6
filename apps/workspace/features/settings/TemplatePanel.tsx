import { Button, Input, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import {
  createTemplate,
  deleteTemplate,
  type Template,
  updateTemplate,
} from "#contract/content.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { RichInput } from "../../kit/RichInput.tsx";
import { RichText } from "../../kit/RichText.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./fields.module.css";
import { TokenPicker } from "./TokenPicker.tsx";

type Props = { template: Template | null; onClose: () => void };

/** A new template, or one to change and delete; to read only where somebody else made it. */
export function TemplatePanel({ template, onClose }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const title = template?.name ?? t`New template`;
  const mayChange = template?.mayChange ?? true;
  const form = useForm({
    initial: {
      name: template?.name ?? "",
      subject: template?.subject ?? "",
      html: template?.html ?? "",
    },
    schema: createTemplate.input,
    blames: { name_taken: "name" },
    save: async (values) => {
      await (template
        ? call(updateTemplate, { id: template.id, ...values })
        : call(createTemplate, values));
      await refresh();
    },
    after: () => {
      toast({ message: t`The template is saved.` });
      onClose();
    },
  });
  if (template && !mayChange) return <ToRead template={template} onClose={onClose} />;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          {template ? (
            <Button variant="subtle" color="red" mr="auto" onClick={() => setAsking(true)}>
              <Trans>Delete…</Trans>
            </Button>
          ) : null}
          <Button type="submit" form="template" loading={form.busy} disabled={!form.dirty}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form id="template" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput label={t`Name`} autoComplete="off" {...text(form, "name")} />
        <TextInput
          label={t`Subject`}
          autoComplete="off"
          {...text(form, "subject")}
          rightSectionWidth={110}
          rightSection={
            <TokenPicker
              onPick={(written) => form.set("subject", `${form.values.subject}${written}`)}
            />
          }
        />
        <Input.Wrapper label={t`Text`} labelElement="div" error={form.errors.html}>
          <RichInput
            label={t`Text of the template`}
            html={form.values.html}
            onChange={(html) => form.set("html", html)}
            more={(insert) => <TokenPicker onPick={insert} />}
          />
        </Input.Wrapper>
      </form>
      <Confirm
        opened={asking}
        title={t`Delete ${title}?`}
        action={t`Delete`}
        onConfirm={async () => {
          if (!template || !(await remove(template.id))) return;
          form.reset();
          toast({ message: t`The template is deleted.` });
          onClose();
        }}
        onClose={() => setAsking(false)}
      >
        <Trans>What was written with it stays as it is.</Trans>
      </Confirm>
    </SidePanel>
  );
}

function ToRead({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <SidePanel title={template.name} label={template.name} onClose={onClose}>
      <div className={look.panel}>
        <Notice tone="info">
          <Trans>Only who made it, or who may change settings, may change or delete it.</Trans>
        </Notice>
        <RichText html={template.html} label={t`Text of the template`} />
      </div>
    </SidePanel>
  );
}

async function remove(id: string): Promise<boolean> {
  try {
    await call(deleteTemplate, { id });
    await refresh();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.templates().queryKey });
}
