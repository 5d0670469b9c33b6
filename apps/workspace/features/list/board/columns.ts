import type { TicketSummary } from "#contract/tickets.ts";
import type { ViewId } from "#contract/views.ts";

/** Whether a view can hold tickets of that kind; a status of the other kind is only a place to drop them. */
export function showsKind(view: ViewId, kind: "open" | "closed"): boolean {
  if (view === "drafts") return true;
  return (view === "closed") === (kind === "closed");
}

/** The ticket at the same height in the next column that has any; null at the edge. */
export function beside(
  columns: readonly (readonly TicketSummary[])[],
  number: number | null,
  by: 1 | -1,
): number | null {
  const from = columns.findIndex((rows) => rows.some((row) => row.number === number));
  const height = columns[from]?.findIndex((row) => row.number === number) ?? 0;
  for (let at = from + by; at >= 0 && at < columns.length; at += by) {
    const rows = columns[at] ?? [];
    if (rows.length > 0) return rows[Math.min(height, rows.length - 1)]?.number ?? null;
  }
  return null;
}
