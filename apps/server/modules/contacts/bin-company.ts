/** Deleting a company, and taking it back. Its contacts are without one meanwhile; its tickets keep its name. */
import { sql } from "kysely";
import type { Company } from "#contract/contacts.ts";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { announceCompany } from "./announce.ts";
import { companyRows } from "./company.ts";
import { replaceDomains, takeFreeDomains } from "./domains.ts";
import { logChanges, placeOf } from "./history.ts";
import { readCompany } from "./read.ts";
import { spellCompany, spellContactsOf } from "./spell.ts";
import { lockCompany } from "./write-company.ts";

export async function deleteCompany(call: Call, { id }: { id: string }): Promise<null> {
  const { db, desk, now } = call;
  await db.transaction().execute(async (tx) => {
    const { domains } = await lockCompany(tx, desk.id, id);
    await replaceDomains(tx, desk.id, id, []);
    await tx
      .updateTable("companies")
      .set({ deleted_at: now, former_domains: domains })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    await spellContactsOf(tx, desk.id, id);
    await logChanges(tx, placeOf(call, "company", id), [{ what: "deleted" }]);
    await announceCompany(tx, call, id);
  });
  return null;
}

export async function restoreCompany(call: Call, { id }: { id: string }): Promise<Company> {
  const { db, desk } = call;
  await db.transaction().execute(async (tx) => {
    const row = await companyRows(tx, desk.id)
      .select("companies.former_domains")
      .where("companies.id", "=", id)
      .where("companies.deleted_at", "is not", null)
      .where("companies.merged_into_id", "is", null)
      .forNoKeyUpdate("companies")
      .executeTakeFirst();
    if (!row) throw refuse("company_not_found");
    await takeFreeDomains(tx, desk.id, id, row.former_domains);
    await tx
      .updateTable("companies")
      .set({ deleted_at: null, former_domains: sql`'{}'` })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    await spellCompany(tx, desk.id, id);
    await spellContactsOf(tx, desk.id, id);
    await logChanges(tx, placeOf(call, "company", id), [{ what: "restored" }]);
    await announceCompany(tx, call, id);
  });
  return readCompany(call, { id });
}
