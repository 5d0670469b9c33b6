import { Button, Input, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { createSnippet, deleteSnippet, type Snippet, updateSnippet } from "#contract/content.ts";
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

type Props = { snippet: Snippet | null; onClose: () => void };

/** A new snippet, or one to change and delete; to read only where somebody else made it. */
export function SnippetPanel({ snippet, onClose }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const title = snippet?.name ?? t`New snippet`;
  const mayChange = snippet?.mayChange ?? true;
  const form = useForm({
    initial: {
      name: snippet?.name ?? "",
      shortcut: snippet?.shortcut ?? "",
      html: snippet?.html ?? "",
    },
    schema: createSnippet.input,
    blames: { shortcut_taken: "shortcut" },
    save: async (values) => {
      await (snippet
        ? call(updateSnippet, { id: snippet.id, ...values })
        : call(createSnippet, values));
      await refresh();
    },
    after: () => {
      toast({ message: t`The snippet is saved.` });
      onClose();
    },
  });
  if (snippet && !mayChange) return <ToRead snippet={snippet} onClose={onClose} />;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          {snippet ? (
            <Button variant="subtle" color="red" mr="auto" onClick={() => setAsking(true)}>
              <Trans>Delete…</Trans>
            </Button>
          ) : null}
          <Button type="submit" form="snippet" loading={form.busy} disabled={!form.dirty}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form id="snippet" ref={form.form} className={look.panel} onSubmit={form.submit} noValidate>
        <LeaveGuard when={form.dirty} />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput label={t`Name`} autoComplete="off" {...text(form, "name")} />
        <TextInput
          label={t`Shortcut`}
          description={t`One word. In the editor, # and this word find the snippet.`}
          leftSection="#"
          autoComplete="off"
          {...text(form, "shortcut")}
        />
        <Input.Wrapper label={t`Text`} labelElement="div" error={form.errors.html}>
          <RichInput
            label={t`Text of the snippet`}
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
          if (!snippet || !(await remove(snippet.id))) return;
          form.reset();
          toast({ message: t`The snippet is deleted.` });
          onClose();
        }}
        onClose={() => setAsking(false)}
      >
        <Trans>What was written with it stays as it is.</Trans>
      </Confirm>
    </SidePanel>
  );
}

function ToRead({ snippet, onClose }: { snippet: Snippet; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <SidePanel title={snippet.name} label={snippet.name} onClose={onClose}>
      <div className={look.panel}>
        <Notice tone="info">
          <Trans>Only who made it, or who may change settings, may change or delete it.</Trans>
        </Notice>
        <RichText html={snippet.html} label={t`Text of the snippet`} />
      </div>
    </SidePanel>
  );
}

async function remove(id: string): Promise<boolean> {
  try {
    await call(deleteSnippet, { id });
    await refresh();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.snippets().queryKey });
}
