import { type Editor as Tiptap, EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef } from "react";
import { usePeople } from "../../live/people.ts";
import { contactMention } from "./contact-mention.ts";
import { extensions } from "./extensions.ts";
import type { EditorProps } from "./editor-props.ts";
import { InsertMenu } from "./InsertMenu.tsx";
import { type InsertMenu as InsertMenuHandle, insertMenus } from "./insert-menu.ts";
import { MentionMenu } from "./MentionMenu.tsx";
import { type MentionMenu as Menu, mentionOf, type Named } from "./mention.ts";
import { cleanPaste } from "./paste.ts";
import { toApi, toScreen } from "./pictures.ts";
import { bareCells } from "./tables.ts";

/** The rich text editor itself; loaded lazily through `EditorSlot`. */
export function Editor({
  label,
  placeholder,
  html,
  edition,
  mentions,
  offered,
  onChange,
  onFiles,
  onReady,
  onLeave,
  onNamed,
  wish,
}: EditorProps) {
  const named = useNamed();
  const now = useRef({ named, offered, placeholder, onChange, onFiles, onLeave, onNamed });
  now.current = { named, offered, placeholder, onChange, onFiles, onLeave, onNamed };
  const menu = useRef<Menu>(null);
  const insertMenu = useRef<InsertMenuHandle>(null);
  const editor = useEditor({
    extensions: [
      ...extensions(() => now.current.placeholder),
      ...insertMenus(
        () => now.current.offered,
        () => insertMenu.current,
      ),
      ...(mentions
        ? [
            mentionOf(
              () => now.current.named,
              () => menu.current,
            ),
          ]
        : [
            contactMention(
              () => menu.current,
              (box) => now.current.onNamed?.(box),
            ),
          ]),
    ],
    content: toScreen(html),
    parseOptions: asTyped,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: attributesOf(label),
      transformPastedHTML: cleanPaste,
      handleKeyDown: (_, event) =>
        leaves(event, [menu.current, insertMenu.current], now.current.onLeave),
      handlePaste: (_, event) => takesFiles(event.clipboardData, now.current.onFiles),
      handleDrop: (_, event) => takesFiles(event.dataTransfer, now.current.onFiles),
    },
    onUpdate: ({ editor: changed }) =>
      now.current.onChange(changed.isEmpty ? "" : toApi(bareCells(changed.getHTML()))),
  });

  useFollow(editor, html, edition);
  useEffect(() => onReady(isAlive(editor) ? editor : null), [editor, onReady]);
  useEffect(() => {
    if (wish > 0 && isAlive(editor)) editor.commands.focus("end");
  }, [editor, wish]);
  useEffect(() => {
    if (!isAlive(editor)) return;
    editor.setOptions({
      editorProps: {
        ...editor.options.editorProps,
        attributes: attributesOf(label),
      },
    });
  }, [editor, label]);

  return (
    <>
      <EditorContent editor={editor} />
      <MentionMenu ref={menu} />
      <InsertMenu ref={insertMenu} />
    </>
  );
}

/** A text is often taken over in the middle of a sentence: the space that was typed last belongs to it. */
const asTyped = { preserveWhitespace: true } as const;

function attributesOf(label: string) {
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    spellcheck: "true",
    "data-editor": "true",
  };
}

/**
 * On a slow machine Tiptap destroys the editor of the first render before its effects run, and makes another: whatever
 * its type says, it may be gone.
 */
function isAlive(editor: Tiptap | null): editor is Tiptap {
  return editor !== null && !editor.isDestroyed;
}

/** ProseMirror takes every Esc for itself, so nobody above would hear of it. */
function leaves(
  event: KeyboardEvent,
  menus: readonly (Pick<Menu, "isOpen"> | null)[],
  leave: () => void,
): boolean {
  if (event.key !== "Escape" || event.isComposing || menus.some((menu) => menu?.isOpen()))
    return false;
  leave();
  return true;
}

/** Takes over a text that came from elsewhere: another device, an undo, a refusal. */
function useFollow(editor: Tiptap | null, html: string, edition: number) {
  const shown = useRef(edition);
  useEffect(() => {
    if (shown.current === edition) return;
    shown.current = edition;
    if (!isAlive(editor)) return;
    editor.commands.setContent(toScreen(html), { emitUpdate: false, parseOptions: asTyped });
    if (editor.isFocused) editor.commands.focus("end");
  }, [editor, html, edition]);
}

/** Files in the clipboard win only where there is no text beside them: Word and Sheets put a picture of the text there too. */
function takesFiles(data: DataTransfer | null, onFiles: (files: File[]) => void): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0 || data?.types.includes("text/html")) return false;
  onFiles(files);
  return true;
}

/** Colleagues who work here, then teams: naming one names all of it. */
function useNamed(): Named[] {
  const { users, teams } = usePeople();
  return useMemo(
    () => [
      ...users
        .filter(({ state }) => state !== "deactivated")
        .map(({ id, name }) => ({ id, name, kind: "user" as const })),
      ...teams.map(({ id, name }) => ({ id, name, kind: "team" as const })),
    ],
    [users, teams],
  );
}
