import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { rereadMail } from "#contract/mail-works.ts";
import type { SentTo } from "#contract/operation.ts";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";

/** Begins to read mail again, and opens its report. */
export function useReread() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  async function reread(what: SentTo<typeof rereadMail>) {
    setBusy(true);
    try {
      const { id } = await call(rereadMail, what);
      await cache.invalidateQueries({ queryKey: ["mailWorks"] });
      await navigate({
        to: "/settings/$page/$item",
        params: { page: "ledger", item: workItem(id) },
        search: true,
      });
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  }

  return { busy, reread };
}

const mark = "work-";

/** How the address names a work beside the page, apart from a mail. */
export function workItem(id: string): string {
  return `${mark}${id}`;
}

export function workIn(item: string): string | null {
  return item.startsWith(mark) ? item.slice(mark.length) : null;
}
