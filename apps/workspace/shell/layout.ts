import { useMediaQuery } from "@mantine/hooks";
import * as z from "zod";
import { ViewId } from "#contract/views.ts";
import { cache } from "../live/cache.ts";
import { remember } from "../live/memory.ts";
import { queries } from "../live/queries.ts";
import { store, useStore } from "../live/store.ts";

/** A column of the table. Each view may show its own. */
export const Column = z.enum([
  "contact",
  "company",
  "status",
  "owner",
  "priority",
  "source",
  "created",
  "active",
]);
export type Column = z.infer<typeof Column>;

/** A card of the details beside a ticket. */
export const DetailCard = z.enum(["ticket", "contacts", "company", "deals", "tickets"]);
export type DetailCard = z.infer<typeof DetailCard>;

const Layout = z.object({
  views: z.number().catch(200),
  list: z.number().catch(336),
  details: z.number().catch(280),
  viewsOpen: z.boolean().catch(true),
  detailsOpen: z.boolean().catch(true),
  /** How much a row of the list says. */
  rows: z.enum(["comfortable", "compact"]).catch("comfortable"),
  /** The list beside the conversation, or the whole room for a table or for a column per status. */
  shape: z.enum(["split", "table", "board"]).catch("split"),
  /** The columns that a view's table shows, by view; where it is silent, the usual ones. */
  columns: z.record(z.string(), z.array(Column)).catch({}),
  /** Pixels of a column, the same in every view. */
  widths: z.partialRecord(Column, z.number()).catch({}),
  /** The cards of the details in order, as far as somebody has put them in one. */
  cards: z.array(DetailCard).catch([]),
  cardsAway: z.array(DetailCard).catch([]),
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
  shape: "split",
  columns: {},
  widths: {},
  cards: [],
  cardsAway: [],
};
export type Shape = Layout["shape"];
/** Least and most pixels of each pane. */
export const bounds = { views: [176, 320], list: [280, 620], details: [248, 460] } as const;

const kept = "sp.layout";
const layout = store<Layout>(read() ?? standard);
let dueOnServer: ReturnType<typeof setTimeout> | undefined;

export function useLayout(): Layout {
  return useStore(layout);
}

/** Remembered in this browser at once, and on the server when the dragging has stopped. */
export function arrange(change: Partial<Layout> | ((now: Layout) => Partial<Layout>)): void {
  const now = layout.get();
  const next = { ...now, ...(typeof change === "function" ? change(now) : change) };
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

/** How the tickets lie: a small screen shows a table as the list it is. */
export function useShape(): Shape {
  const { shape } = useLayout();
  const room = useRoom();
  return room === "stacked" && shape === "table" ? "split" : shape;
}

/** The view that was open last on this machine. */
export function lastView(): ViewId {
  const known = localStorage.getItem("sp.view");
  return ViewId.options.find((view) => view === known) ?? "open";
}

export function rememberView(view: ViewId): void {
  localStorage.setItem("sp.view", view);
}
