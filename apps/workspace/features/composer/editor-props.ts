import type { Editor as Tiptap } from "@tiptap/core";
import type { Mailbox } from "#contract/common.ts";
import type { Insertable } from "./insertable.ts";

/** What the editor is given, and the plain field that stands in for it while it is on its way. */
export type EditorProps = {
  label: string;
  placeholder: string;
  /** As the API has it. */
  html: string;
  /** Grows when `html` comes from elsewhere than this editor. */
  edition: number;
  mentions: boolean;
  /** What `#` and `/` offer. */
  offered: readonly Insertable[];
  /** Grows with each wish for the focus. */
  wish: number;
  onChange(html: string): void;
  onFiles(files: File[]): void;
  onReady(editor: Tiptap | null): void;
  /** A contact was named in a mail. */
  onNamed?: ((box: Mailbox) => void) | undefined;
  /** Esc: back to reading. */
  onLeave(): void;
};
