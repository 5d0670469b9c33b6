import { Popover, TextInput } from "@mantine/core";
import {
  IconBold,
  IconClearFormatting,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconQuote,
  IconStrikethrough,
  IconTextSize,
  IconUnderline,
} from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { useState } from "react";
import { atCaret } from "../../kit/at-caret.ts";
import { Looks } from "./Looks.tsx";
import { TableTools } from "./TableTools.tsx";
import { Tool } from "./Tool.tsx";
import classes from "./Toolbar.module.css";

/** The formatting buttons; they come with the editor, not before it. */
export function Marks({ editor }: { editor: Editor }) {
  const { t } = useLingui();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive("bold"),
      italic: now.isActive("italic"),
      underline: now.isActive("underline"),
      strike: now.isActive("strike"),
      bullets: now.isActive("bulletList"),
      numbers: now.isActive("orderedList"),
      quote: now.isActive("blockquote"),
      code: now.isActive("code") || now.isActive("codeBlock"),
      link: now.isActive("link"),
      table: now.isActive("table"),
    }),
  });
  const run = () => atCaret(editor);
  const code = () =>
    editor.state.selection.empty || editor.isActive("codeBlock")
      ? run().toggleCodeBlock().run()
      : run().toggleCode().run();
  return (
    <>
      <span className={classes.gap} />
      <Tool
        label={t`Bold`}
        icon={IconBold}
        active={on.bold}
        onClick={() => run().toggleBold().run()}
      />
      <Tool
        label={t`Italic`}
        icon={IconItalic}
        active={on.italic}
        onClick={() => run().toggleItalic().run()}
      />
      <Tool
        label={t`Underline`}
        icon={IconUnderline}
        active={on.underline}
        onClick={() => run().toggleUnderline().run()}
      />
      <Tool
        label={t`Strikethrough`}
        icon={IconStrikethrough}
        active={on.strike}
        onClick={() => run().toggleStrike().run()}
      />
      <Looks
        editor={editor}
        target={(open) => (
          <Tool label={t`Text size and colour`} icon={IconTextSize} onClick={open} />
        )}
      />
      <span className={classes.gap} />
      <Tool
        label={t`Bulleted list`}
        icon={IconList}
        active={on.bullets}
        onClick={() => run().toggleBulletList().run()}
      />
      <Tool
        label={t`Numbered list`}
        icon={IconListNumbers}
        active={on.numbers}
        onClick={() => run().toggleOrderedList().run()}
      />
      <Tool
        label={t`Quote`}
        icon={IconQuote}
        active={on.quote}
        onClick={() => run().toggleBlockquote().run()}
      />
      <Tool label={t`Code`} icon={IconCode} active={on.code} onClick={code} />
      <LinkTool editor={editor} active={on.link} />
      {on.table ? <TableTools editor={editor} /> : null}
      <Tool
        label={t`Clear formatting`}
        icon={IconClearFormatting}
        onClick={() => run().unsetAllMarks().clearNodes().run()}
      />
    </>
  );
}

function LinkTool({ editor, active }: { editor: Editor; active: boolean }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  const begin = () => {
    const { href } = editor.getAttributes("link");
    setAddress(typeof href === "string" ? href : "");
    setOpen(!open);
  };
  const finish = () => {
    const href = complete(address);
    const chain = atCaret(editor).extendMarkRange("link");
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link"))
      chain
        .insertContent({
          type: "text",
          text: address.trim(),
          marks: [{ type: "link", attrs: { href } }],
        })
        .run();
    else chain.setLink({ href }).run();
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" withRoles={false} trapFocus>
      <Popover.Target>
        <span>
          <Tool label={t`Link`} icon={IconLink} active={active} onClick={begin} />
        </span>
      </Popover.Target>
      <Popover.Dropdown className={classes.drop}>
        <TextInput
          aria-label={t`Address of the link`}
          placeholder="https://"
          w={280}
          value={address}
          data-autofocus
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            finish();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** `example.com` becomes a web address; what is neither web, mail nor phone is no link. */
function complete(address: string): string | null {
  const given = address.trim();
  if (/^(https?:\/\/|mailto:|tel:)/i.test(given)) return given;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given)) return `mailto:${given}`;
  return /^[^\s:/]+\.[^\s]+$/.test(given) ? `https://${given}` : null;
}
