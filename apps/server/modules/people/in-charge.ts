import type { Db, Tx } from "#platform/db.ts";

/** Those who may change the settings of the desk. */
export async function managersOf(db: Db | Tx, deskId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("users")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("state", "=", "active")
    .where((eb) => eb.or([eb("super_admin", "=", true), eb("account_access", "=", true)]))
    .execute();
  return rows.map(({ id }) => id);
}
