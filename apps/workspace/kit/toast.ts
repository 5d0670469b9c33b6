import { store } from "../live/store.ts";

export type Toast = {
  id: string;
  kind: "done" | "failed";
  /** Said as it is; an error is put into words where it is drawn. */
  message: string | null;
  error: unknown;
  undo: (() => void) | null;
  /** A further step beside undo. */
  action: { label: string; run: () => void } | null;
  /** Milliseconds until it goes by itself. */
  lasts: number;
};

export const toasts = store<Toast[]>([]);

type Said = {
  message: string;
  undo?: () => void;
  action?: { label: string; run: () => void };
  lasts?: number;
  id?: string;
};

/** Says that something was done, with a way back where there is one. Returns the id, to take it away. */
export function toast(said: Said): string {
  return show({
    kind: "done",
    message: said.message,
    error: null,
    undo: said.undo ?? null,
    action: said.action ?? null,
    lasts: said.lasts ?? (said.undo || said.action ? 10_000 : 4000),
    id: said.id ?? crypto.randomUUID(),
  });
}

/** Says in the user's language why something was not done; `what` names what it was. */
export function toastError(
  error: unknown,
  what?: string,
  retry?: { label: string; run: () => void },
): string {
  return show({
    kind: "failed",
    message: what ?? null,
    error,
    undo: null,
    action: retry ?? null,
    lasts: 8000,
    id: crypto.randomUUID(),
  });
}

/** Does it; what is refused is said, and nothing else happens. */
export function attempt(work: () => Promise<unknown>): void {
  void work().catch((error: unknown) => toastError(error));
}

export function dismissToast(id: string): void {
  toasts.set(toasts.get().filter((one) => one.id !== id));
}

function show(one: Toast): string {
  toasts.set([...toasts.get().filter((other) => other.id !== one.id), one].slice(-2));
  return one.id;
}
