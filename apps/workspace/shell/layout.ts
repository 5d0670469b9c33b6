import { useMediaQuery } from "@mantine/hooks";
import * as z from "zod";
import { ViewId } from "#contract/views.ts";
import { cache } from "../live/cache.ts";
import { remember } from "../live/memory.ts";
import { queries } from "../live/queries.ts";
import { store, useStore } from "../live/store.ts";

const Layout = z.object({
  views: z.number().catch(200),
  list: z.number().catch(336),
  details: z.number().catch(280),
  viewsOpen: z.boolean().catch(true),
  detailsOpen: z.boolean().catch(true),
  /** How much a row of the list says. */
  rows: z.enum(["comfortable", "compact"]).catch("comfortable"),
});
export type Layout = z.infer<typeof Layout>;
/** At 1440 pixels these leave the conversation lines of 60 to 72 characters. */
export const standard: Layout = {
  views: 200,
  list: 336,
  details: 280,
  viewsOpen: true,
  detailsOpen: true,
  rows: "comfortable",
};
/** Least and most pixels of each pane. */
export const bounds = { views: [176, 320], list: [280, 620], details: [248, 460] } as const;

const kept = "sp.layout";
const layout = store<Layout>(read() ?? standard);
let dueOnServer: ReturnType<typeof setTimeout> | undefined;

export function useLayout(): Layout {
  return useStore(layout);
}

/** Remembered in this browser at once, and on the server when the dragging has stopped. */
export function arrange(change: Partial<Layout>): void {
  const next = { ...layout.get(), ...change };
  layout.set(next);
  localStorage.setItem(kept, JSON.stringify(next));
  clearTimeout(dueOnServer);
  dueOnServer = setTimeout(() => void remember("layout", next).catch(() => {}), 1500);
}

/** On a new device the panes look as they were left on another one. */
export function adoptLayout(): void {
  if (localStorage.getItem(kept)) return;
  const known = Layout.safeParse(
    cache.getQueryData(queries.session().queryKey)?.preferences.workspace["layout"],
  );
  if (known.success) layout.set(known.data);
}

function read(): Layout | null {
  try {
    return Layout.parse(JSON.parse(localStorage.getItem(kept) ?? "null"));
  } catch {
    return null;
  }
}

/** `stacked` = one pane at a time; `narrow` = the details lie over the conversation. */
export function useRoom(): "stacked" | "narrow" | "wide" {
  const wide = useMediaQuery("(min-width: 1240px)", undefined, { getInitialValueInEffect: false });
  const beside = useMediaQuery("(min-width: 900px)", undefined, { getInitialValueInEffect: false });
  if (wide) return "wide";
  return beside ? "narrow" : "stacked";
}

/** The view that was open last on this machine. */
export function lastView(): ViewId {
  const known = localStorage.getItem("sp.view");
  return ViewId.options.find((view) => view === known) ?? "open";
}

export function rememberView(view: ViewId): void {
  localStorage.setItem("sp.view", view);
}
