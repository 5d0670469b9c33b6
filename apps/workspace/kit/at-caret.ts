import type { ChainedCommands, Editor } from "@tiptap/core";

/**
 * Commands for the text where its caret stands, with the keys back in the text at once: Tiptap's own `focus` takes them back a
 * frame later, and what is typed in between would be lost.
 */
export function atCaret(editor: Editor): ChainedCommands {
  editor.view.focus();
  return editor.chain().focus();
}
