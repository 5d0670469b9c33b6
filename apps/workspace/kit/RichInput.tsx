import { ActionIcon } from "@mantine/core";
import {
  type Icon,
  IconBold,
  IconItalic,
  IconLink,
  IconList,
  IconUnderline,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import type { ReactNode } from "react";
import StarterKit from "@tiptap/starter-kit";
import { atCaret } from "./at-caret.ts";
import look from "./RichInput.module.css";

type Props = {
  label: string;
  html: string;
  onChange: (html: string) => void;
  /** Further tools at the right end: gets a way to write at the caret. */
  more?: (insert: (text: string) => void) => ReactNode;
};

/** A small field for formatted text: signatures and the like. The composer has its own editor. */
export function RichInput({ label, html, onChange, more }: Props) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ heading: false, codeBlock: false, link: { openOnClick: false } }),
    ],
    content: html,
    injectCSS: false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        class: look.text ?? "",
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.isEmpty ? "" : changed.getHTML()),
  });
  return (
    <div className={look.field}>
      <EditorContent editor={editor} />
      {editor ? <Tools editor={editor} more={more} /> : null}
    </div>
  );
}

type Tool = { name: string; label: string; icon: Icon; run: () => void };

function Tools({ editor, more }: { editor: Editor; more: Props["more"] | undefined }) {
  const { t } = useLingui();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      ["bold", "italic", "underline", "bulletList", "link"].filter((name) => now.isActive(name)),
  });
  const tools: Tool[] = [
    {
      name: "bold",
      label: t`Bold`,
      icon: IconBold,
      run: () => atCaret(editor).toggleBold().run(),
    },
    {
      name: "italic",
      label: t`Italic`,
      icon: IconItalic,
      run: () => atCaret(editor).toggleItalic().run(),
    },
    {
      name: "underline",
      label: t`Underline`,
      icon: IconUnderline,
      run: () => atCaret(editor).toggleUnderline().run(),
    },
    {
      name: "bulletList",
      label: t`List`,
      icon: IconList,
      run: () => atCaret(editor).toggleBulletList().run(),
    },
    {
      name: "link",
      label: t`Link`,
      icon: IconLink,
      run: () => toggleLink(editor, t`Address of the link`),
    },
  ];
  return (
    <div className={look.tools} role="toolbar" aria-label={t`Formatting`}>
      {tools.map(({ name, label, icon: Icon, run }) => (
        <ActionIcon
          key={name}
          aria-label={label}
          title={label}
          aria-pressed={on.includes(name)}
          onClick={run}
        >
          <Icon size={16} stroke={1.5} />
        </ActionIcon>
      ))}
      {more?.((text) => atCaret(editor).insertContent(text).run())}
    </div>
  );
}

/** Takes the link away, or asks where it should lead. */
function toggleLink(editor: Editor, question: string) {
  if (editor.isActive("link")) return void atCaret(editor).unsetLink().run();
  const href = window.prompt(question, "https://");
  if (href && /^(https?:|mailto:)/.test(href)) atCaret(editor).setLink({ href }).run();
}
