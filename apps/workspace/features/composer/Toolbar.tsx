import { IconPaperclip, IconTypography } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import { lazy, Suspense, useRef, useState } from "react";
import type { Insertable } from "./insertable.ts";
import { InsertTool } from "./InsertTool.tsx";
import { Tool } from "./Tool.tsx";
import classes from "./Toolbar.module.css";

const Marks = lazy(() => import("./Marks.tsx").then(({ Marks }) => ({ default: Marks })));

/** Formatting at the bottom left: the paperclip always, the rest behind one button so that the line stays quiet. */
export function Toolbar({
  editor,
  offered,
  onFiles,
}: {
  editor: Editor | null;
  offered: readonly Insertable[];
  onFiles: (files: File[]) => void;
}) {
  const { t } = useLingui();
  const [shown, setShown] = useState(() => localStorage.getItem(kept) !== "no");
  const picker = useRef<HTMLInputElement>(null);
  const toggle = () => {
    setShown(!shown);
    localStorage.setItem(kept, shown ? "no" : "yes");
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t`Formatting`}>
      <Tool label={t`Formatting`} icon={IconTypography} active={shown} onClick={toggle} />
      <Tool label={t`Attach files`} icon={IconPaperclip} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="attach"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <InsertTool offered={offered} />
      <Suspense>{shown && editor ? <Marks editor={editor} /> : null}</Suspense>
    </div>
  );
}

const kept = "sp.formatting";
