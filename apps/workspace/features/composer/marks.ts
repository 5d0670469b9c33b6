import { useRef } from "react";
import { missingIn } from "#contract/content.ts";
import type { Desk } from "../../live/drafts.ts";

/** Marks that a snippet left in the text are said once; who sends again means it. */
export function useMarks({ key, writing }: Desk) {
  const warned = useRef("");
  return {
    warn: () => {
      const found = missingIn(`${writing.html} ${writing.subject ?? ""}`).join(", ");
      const said = `${key} ${found}`;
      if (found === "" || warned.current === said) return null;
      warned.current = said;
      return found;
    },
  };
}
