import { useEffect, useRef } from "react";
import type { Desk } from "../../live/drafts.ts";
import { announce } from "../../live/presence.ts";

const pause = 6000;

/** Tells the others that I am writing, as long as I am. */
export function useTyping(number: number, { writing, kind }: Desk) {
  const before = useRef(writing.html);
  useEffect(() => {
    if (before.current === writing.html) return;
    before.current = writing.html;
    if (writing.html === "") return announce(number, "viewing");
    announce(number, kind === "comment" ? "commenting" : "replying");
    const idle = setTimeout(() => announce(number, "viewing"), pause);
    return () => clearTimeout(idle);
  }, [number, kind, writing.html]);
}
