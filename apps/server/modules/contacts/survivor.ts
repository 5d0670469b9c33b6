/** Who stayed of those that were merged: old ids go on leading somewhere. */
import type { Db, Tx } from "#platform/db.ts";

export async function contactSurvivor(db: Db | Tx, deskId: string, id: string): Promise<string> {
  return follow(id, (at) =>
    db
      .selectFrom("contacts")
      .select("merged_into_id")
      .where("desk_id", "=", deskId)
      .where("id", "=", at)
      .executeTakeFirst(),
  );
}

export async function companySurvivor(db: Db | Tx, deskId: string, id: string): Promise<string> {
  return follow(id, (at) =>
    db
      .selectFrom("companies")
      .select("merged_into_id")
      .where("desk_id", "=", deskId)
      .where("id", "=", at)
      .executeTakeFirst(),
  );
}

type Step = { merged_into_id: string | null } | undefined;

async function follow(id: string, next: (id: string) => Promise<Step>): Promise<string> {
  let at = id;
  for (let step = 0; step < 100; step++) {
    const into = (await next(at))?.merged_into_id;
    if (!into) return at;
    at = into;
  }
  return at;
}
