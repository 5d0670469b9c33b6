import type { Editor } from "@tiptap/core";
import { useLingui } from "@lingui/react/macro";
import type { File as Attached } from "#contract/files.ts";
import { toast } from "../../kit/toast.ts";
import { deskAt, type Desk } from "../../live/drafts.ts";
import type { Writing } from "../../live/writing.ts";
import { fileUrl } from "./pictures.ts";
import { largest, useUploads } from "./uploads.ts";

type At = { desk: Desk; editor: Editor | null; attach(change: Partial<Writing>): void };

/** Files and pictures of one writing. Pictures go where the caret is, everything else hangs on the message. */
export function useAttaching({ desk, editor, attach }: At) {
  const { t } = useLingui();
  const { uploads, start, stop, waiting } = useUploads();
  const { attachments, html } = desk.writing;

  /** Adds to what is there now, not to what was there when the upload began. */
  function keep(file: Attached) {
    const now = deskAt(desk.key)?.writing.attachments ?? [];
    attach({ attachments: [...now.filter((one) => one.id !== file.id), file] });
  }

  function take(files: File[]) {
    for (const file of files) {
      if (file.size > largest)
        toast({ message: t`${file.name} is larger than 25 MB and was not attached.` });
      else if (editor && isPicture(file)) place(editor, file);
      else start(file, keep);
    }
  }

  function place(into: Editor, file: File) {
    const shown = URL.createObjectURL(file);
    const id = start(file, (uploaded) => {
      if (into.isDestroyed) return keep(uploaded);
      arrive(into, id, uploaded);
      keep(uploaded);
      URL.revokeObjectURL(shown);
    });
    into
      .chain()
      .focus()
      .insertContent({ type: "image", attrs: { src: shown, alt: file.name, upload: id } })
      .run();
  }

  function halt(id: string) {
    stop(id);
    if (editor && !editor.isDestroyed) forget(editor, id);
  }

  const remove = (id: string) =>
    attach({ attachments: attachments.filter((file) => file.id !== id) });
  const listed = attachments.filter((file) => !html.includes(`cid:${file.id}`));
  return { uploads, waiting, take, remove, stop: halt, listed };
}

function isPicture(file: File): boolean {
  return /^image\/(png|jpe?g|gif|webp)$/.test(file.type);
}

/** The picture that was waiting gets its address. */
function arrive(editor: Editor, upload: string, file: Attached) {
  editor.commands.command(({ tr }) => {
    tr.doc.descendants((node, at) => {
      if (node.attrs["upload"] === upload)
        tr.setNodeMarkup(at, null, {
          ...node.attrs,
          src: fileUrl(file.id),
          file: file.id,
          upload: null,
        });
    });
    return true;
  });
}

function forget(editor: Editor, upload: string) {
  editor.commands.command(({ tr }) => {
    tr.doc.descendants((node, at) => {
      if (node.attrs["upload"] === upload) tr.delete(at, at + node.nodeSize);
    });
    return true;
  });
}
