/** A ticket in a word, for other modules that speak of it. Access is theirs to check. */
import { contactName } from "#modules/contacts";
import type { Db, Tx } from "#platform/db.ts";

export type TicketCard = { number: number; name: string; contactName: string | null };

export async function ticketCards(
  db: Db | Tx,
  deskId: string,
  ticketIds: readonly string[],
): Promise<Map<string, TicketCard>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("tickets")
    .select(({ ref }) => [
      "id",
      "number",
      "name",
      contactName(ref("tickets.desk_id"), ref("tickets.contact_id")).as("contactName"),
    ])
    .where("desk_id", "=", deskId)
    .where("id", "in", [...ticketIds])
    .execute();
  return new Map(rows.map(({ id, ...card }) => [id, card]));
}
