/** Tickets by their numbers, and numbers by their tickets. */
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { visibleTickets } from "./access.ts";

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

/** Of these numbers, those that are tickets of the desk and not in the bin: their ids. */
export async function ticketsOfNumbers(
  tx: Tx,
  deskId: string,
  numbers: readonly number[],
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom("tickets")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("number", "in", [...numbers])
    .where("deleted_at", "is", null)
    .orderBy("number")
    .execute();
  return rows.map(({ id }) => id);
}

/** Of these numbers, those of tickets that the agent may see now. */
export async function visibleNumbers(
  db: Db,
  agent: Agent,
  numbers: readonly number[],
): Promise<Set<number>> {
  if (numbers.length === 0) return new Set();
  const rows = await visibleTickets(db, agent)
    .select("tickets.number")
    .where("tickets.number", "in", [...new Set(numbers)])
    .execute();
  return new Set(rows.map(({ number }) => number));
}
