/** The order of pipelines and of statuses: positions are their places, 0, 1, 2 … */
import type { Tx } from "#platform/db.ts";

type Placed = { id: string; position: number };

/** The list with one of its members moved to another place. */
export function movedTo<One extends { id: string }>(
  all: readonly One[],
  id: string,
  place: number,
): One[] {
  const one = all.find((other) => other.id === id);
  const others = all.filter((other) => other.id !== id);
  return one ? others.toSpliced(place, 0, one) : others;
}

export async function placeStatuses(tx: Tx, deskId: string, inOrder: readonly Placed[]) {
  for (const [position, { id, position: before }] of inOrder.entries()) {
    if (position === before) continue;
    await tx
      .updateTable("statuses")
      .set({ position })
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute();
  }
}

export async function placePipelines(tx: Tx, deskId: string, inOrder: readonly Placed[]) {
  for (const [position, { id, position: before }] of inOrder.entries()) {
    if (position === before) continue;
    await tx
      .updateTable("pipelines")
      .set({ position })
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute();
  }
}
