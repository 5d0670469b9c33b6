import type { Db, Tx } from "#platform/db.ts";

/** The numbers of tickets by id, for those who only name them. */
export async function ticketNumbers(
  db: Db | Tx,
  deskId: string,
  ticketIds: readonly string[],
): Promise<Map<string, number>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("tickets")
    .select(["id", "number"])
    .where("desk_id", "=", deskId)
    .where("id", "in", [...new Set(ticketIds)])
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
