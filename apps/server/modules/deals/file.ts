import { mayReadRecords } from "#modules/people";
import { recordsWithFile } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import { dealRows } from "./deal.ts";

/** A file may be read by those who may read a deal that carries it as a property. */
export async function mayReadFile({ db, agent }: Call, fileId: string): Promise<boolean> {
  if (!mayReadRecords(agent)) return false;
  const ids = await recordsWithFile(db, agent.deskId, { kinds: ["deal"], fileId });
  if (ids.length === 0) return false;
  const deal = await dealRows(db, agent).where("deals.id", "in", ids).limit(1).executeTakeFirst();
  return deal !== undefined;
}
