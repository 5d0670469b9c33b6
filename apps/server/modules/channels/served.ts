/** Which desk and channel a mail is for, asked before the desk is known. */
import { sql } from "kysely";
import type { Db, Tx } from "#platform/db.ts";

export type Served = { deskId: string; channelId: string; address: string };

/** The channel that serves an address, `name+anything@…` included; null when nobody does. */
export async function servedAddress(db: Db | Tx, address: string): Promise<Served | null> {
  return (await servedAddresses(db, [address])).get(address) ?? null;
}

/** The same for many at once, by the addresses as they were given. Of all desks: the address leads to its own. */
export async function servedAddresses(
  db: Db | Tx,
  addresses: readonly string[],
): Promise<Map<string, Served>> {
  const forms = new Map(addresses.map((address) => [address, formsOf(address)]));
  const wanted = [...new Set([...forms.values()].flat())];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom("channels")
    .select(["desk_id", "id", "address", "plus_addressing"])
    .where(sql<string>`lower(address)`, "in", wanted)
    .where("deleted_at", "is", null)
    .execute();
  const channels = new Map(rows.map((row) => [row.address.toLowerCase(), row]));
  const served = new Map<string, Served>();
  for (const [address, [exact = "", bare]] of forms) {
    const channel = channels.get(exact) ?? (bare ? channels.get(bare) : undefined);
    if (channel)
      served.set(address, { deskId: channel.desk_id, channelId: channel.id, address: exact });
  }
  return served;
}

/** The address itself, and without what stands behind its plus. */
function formsOf(address: string): string[] {
  const exact = address.trim().toLowerCase();
  const at = exact.lastIndexOf("@");
  const plus = exact.indexOf("+");
  return plus > 0 && plus < at ? [exact, exact.slice(0, plus) + exact.slice(at)] : [exact];
}
