import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { isBlankHtml } from "../../live/writing.ts";
import { expectTyping } from "../../shell/ahead.ts";
import type { EditorProps } from "./editor-props.ts";
import classes from "./EditorSlot.module.css";

const load = () => import("./Editor.tsx").then(({ Editor }) => ({ default: Editor }));
const Editor = lazy(patiently);

/** A lost network must not take the conversation with it: the plain field stays until the editor can be fetched. */
function patiently(): ReturnType<typeof load> {
  return load().catch(async () => {
    await new Promise((wait) => setTimeout(wait, 2000));
    return patiently();
  });
}

/** The editor, or a plain field that takes every key while the editor is still on its way. */
export function EditorSlot(props: EditorProps) {
  const typing = useRef(false);
  useEffect(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 200));
    idle(() => void load().catch(() => null));
  }, []);
  const settled = useSettled();
  return (
    <div className={classes.slot} data-kind={props.mentions ? "comment" : "reply"}>
      {settled ? (
        <Suspense fallback={<Waiting {...props} typing={typing} />}>
          <Editor {...props} wish={typing.current ? Math.max(1, props.wish) : props.wish} />
        </Suspense>
      ) : (
        <Waiting {...props} wish={0} typing={typing} />
      )}
    </div>
  );
}

/** The editor costs as much as the rest of the pane, so the conversation is painted first. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setSettled(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return settled;
}

/** What is typed here is appended to the draft; the editor begins with it. */
function Waiting({
  label,
  placeholder,
  html,
  wish,
  onChange,
  typing,
}: EditorProps & { typing: { current: boolean } }) {
  const before = useRef(isBlankHtml(html) ? "" : html);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (wish > 0) field.current?.focus();
  }, [wish]);
  useEffect(() => () => void (typing.current && expectTyping()), [typing]);
  return (
    <textarea
      ref={field}
      className={classes.waiting}
      aria-label={label}
      placeholder={placeholder}
      onFocus={() => {
        typing.current = true;
      }}
      onChange={(event) => onChange(before.current + paragraphs(event.currentTarget.value))}
    />
  );
}

function paragraphs(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return safe
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("");
}
