import { mayReadRecords } from "#modules/people";
import { recordsWithFile } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import { livingCompanies } from "./company.ts";
import { livingContacts } from "./contact.ts";

/** A file may be read by those who may read a contact or company that carries it as a property. */
export async function mayReadFile({ db, agent }: Call, fileId: string): Promise<boolean> {
  if (!mayReadRecords(agent)) return false;
  const kinds = ["contact", "company"] as const;
  const ids = await recordsWithFile(db, agent.deskId, { kinds, fileId });
  if (ids.length === 0) return false;
  const [contact, company] = await Promise.all([
    livingContacts(db, agent.deskId).where("contacts.id", "in", ids).limit(1).executeTakeFirst(),
    livingCompanies(db, agent.deskId).where("companies.id", "in", ids).limit(1).executeTakeFirst(),
  ]);
  return contact !== undefined || company !== undefined;
}
