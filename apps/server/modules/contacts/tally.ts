/** How many open tickets a contact or company has: the tickets know it, and tickets know contacts, not the reverse. */
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";

export type Tally = (
  db: Db | Tx,
  agent: Agent,
  of: { kind: "contact" | "company"; ids: readonly string[] },
) => Promise<Map<string, number>>;

let tally: Tally | undefined;

/** Called once at start by the module that keeps the tickets. */
export function tallyThrough(counter: Tally) {
  tally = counter;
}

/** Open tickets that this user may see, by the id of the contact or company. */
export async function openTickets(
  db: Db | Tx,
  agent: Agent,
  of: Parameters<Tally>[2],
): Promise<Map<string, number>> {
  if (!tally) throw new Error("nobody counts tickets: tallyThrough was not called at start");
  return of.ids.length === 0 ? new Map() : tally(db, agent, of);
}
