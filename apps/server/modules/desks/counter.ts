/** The desk's counter of ticket numbers, the `#1042` that people say. */
import type { Tx } from "#platform/db.ts";

/** Locks the desk's counter until the commit: ask all that is to be asked before, for others wait for what follows. */
export function nextTicketNumber(tx: Tx, deskId: string): Promise<number> {
  return takeTicketNumbers(tx, deskId, 1);
}

/** Takes `count` numbers in a row and answers the first. */
export async function takeTicketNumbers(tx: Tx, deskId: string, count: number): Promise<number> {
  const { ticket_number } = await tx
    .updateTable("desk_counters")
    .set((eb) => ({ ticket_number: eb("ticket_number", "+", count) }))
    .where("desk_id", "=", deskId)
    .returning("ticket_number")
    .executeTakeFirstOrThrow();
  return ticket_number - count + 1;
}
