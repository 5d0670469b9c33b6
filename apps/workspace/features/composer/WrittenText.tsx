import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import type { ReactNode } from "react";
import type { Mailbox } from "#contract/common.ts";
import { focusReading } from "../../kit/focus.ts";
import type { Desk } from "../../live/drafts.ts";
import { EditorSlot } from "./EditorSlot.tsx";
import type { Insertable } from "./insertable.ts";
import classes from "./Writer.module.css";

type Props = {
  desk: Desk;
  editor: Editor | null;
  wish: number;
  offered: readonly Insertable[];
  onChange(html: string): void;
  onFiles(files: File[]): void;
  onReady(editor: Editor | null): void;
  /** A contact was named in a mail. */
  onNamed(box: Mailbox): void;
  /** Below the text: the signature. */
  children: ReactNode;
};

/** The text of a draft, and the room below it that leads into it. */
export function WrittenText({ desk, editor, children, ...rest }: Props) {
  const { t } = useLingui();
  const { kind, key, writing, edition } = desk;
  const says = {
    reply: { label: t`Reply to the customer`, placeholder: t`Write a reply…` },
    comment: {
      label: t`Internal comment`,
      placeholder: t`Only your team sees this. @ mentions a colleague.`,
    },
    forward: {
      label: t`Words above the forwarded message`,
      placeholder: t`Say why you forward it…`,
    },
  }[kind];
  return (
    // The keyboard reaches the text itself; the click is for the empty room below it.
    <div
      role="presentation"
      className={classes.scroll}
      onMouseUp={(event) =>
        event.target === event.currentTarget && editor?.chain().focus("end").run()
      }
    >
      <EditorSlot
        key={key}
        label={says.label}
        placeholder={says.placeholder}
        html={writing.html}
        edition={edition}
        mentions={kind === "comment"}
        onLeave={focusReading}
        {...rest}
      />
      {children}
    </div>
  );
}
