import { IconFileText, IconHash, IconTable } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fillSnippet, fillTemplate } from "#contract/content.ts";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { type Desk, deskAt } from "../../live/drafts.ts";
import { queries } from "../../live/queries.ts";
import { isBlankHtml, type Writing } from "../../live/writing.ts";
import type { Insertable } from "./insertable.ts";

type At = { desk: Desk; editor: Editor | null; change(to: Partial<Writing>): void };
type Mail = { subject: string; html: string };

/** What can be brought into this text, and the one question that it may need: what becomes of what stands there. */
export function useInserting({ desk, editor, change }: At) {
  const { t } = useLingui();
  const snippets = useQuery(queries.snippets()).data ?? [];
  const templates = useQuery(queries.templates()).data ?? [];
  const [asked, setAsked] = useState<Mail | null>(null);
  const { number, kind, key } = desk;
  const ready = editor && !editor.isDestroyed ? editor : null;

  const fail = (error: unknown) => toastError(error);
  const insertSnippet = (id: string) =>
    call(fillSnippet, { number, id })
      .then(({ html }) => void ready?.chain().focus().insertContent(inline(html)).run())
      .catch(fail);
  const insertTemplate = (id: string) =>
    call(fillTemplate, { number, id })
      .then((mail) => {
        if (isBlankHtml(deskAt(key)?.writing.html ?? "")) place(mail, "replace");
        else setAsked(mail);
      })
      .catch(fail);

  function place({ subject, html }: Mail, how: "replace" | "append") {
    setAsked(null);
    if (!ready) return;
    if (how === "replace") ready.chain().focus().selectAll().insertContent(html).run();
    else ready.chain().focus("end").insertContent(html).run();
    change({ subject });
  }

  const offered: Insertable[] = [
    ...snippets.map(({ id, name, shortcut }) => ({
      key: `snippet ${id}`,
      group: t`Snippets`,
      label: name,
      hint: `#${shortcut}`,
      icon: <IconHash size={16} stroke={1.5} aria-hidden />,
      shortcut,
      insert: () => void insertSnippet(id),
    })),
    ...(kind === "comment" ? [] : templates).map(({ id, name, subject }) => ({
      key: `template ${id}`,
      group: t`Templates`,
      label: name,
      hint: inWords(subject),
      icon: <IconFileText size={16} stroke={1.5} aria-hidden />,
      shortcut: null,
      insert: () => void insertTemplate(id),
    })),
    {
      key: "table",
      group: t`Layout`,
      label: t`Table`,
      hint: "",
      icon: <IconTable size={16} stroke={1.5} aria-hidden />,
      shortcut: null,
      insert: () => void import("./tables.ts").then((kit) => ready && kit.insertTable(ready)),
    },
  ];
  return {
    offered,
    asked,
    choose: (how: "replace" | "append") => asked && place(asked, how),
    cancel: () => setAsked(null),
  };
}

/** One paragraph goes into the line of the caret; more of them stand as they are. */
function inline(html: string): string {
  const only = /^<p>((?:(?!<\/?p\b)[^])*)<\/p>$/.exec(html.trim());
  return only?.[1] ?? html;
}

/** What is filled in from the ticket has no value yet, and its mark says nothing to whoever chooses. */
function inWords(subject: string): string {
  return subject.replaceAll(/\{\{[^{}]*\}\}/g, "…");
}
