/** Making and changing a company by hand. */
import { sql } from "kysely";
import type * as contract from "#contract/contacts.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { companyRows } from "./company.ts";
import { readCompany } from "./read.ts";

export async function createCompany(
  call: Call,
  { name, domain }: InputOf<typeof contract.createCompany>,
): Promise<contract.Company> {
  const { db, desk, now } = call;
  const id = newId();
  await refusingTaken(() =>
    db.transaction().execute(async (tx) => {
      await tx
        .insertInto("companies")
        .values({ desk_id: desk.id, id, name, domain, created_at: now })
        .execute();
      await announce(tx, call, id);
    }),
  );
  return readCompany(call, { id });
}

export async function updateCompany(
  call: Call,
  change: InputOf<typeof contract.updateCompany>,
): Promise<contract.Company> {
  const { db, desk } = call;
  const { id } = change;
  await refusingTaken(() =>
    db.transaction().execute(async (tx) => {
      const before = await companyRows(tx, desk.id)
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      if (!before) throw refuse("company_not_found");
      const name = change.name ?? before.name;
      const domain = change.domain === undefined ? before.domain : change.domain;
      await tx
        .updateTable("companies")
        .set({ name, domain })
        .where("desk_id", "=", desk.id)
        .where("id", "=", id)
        .execute();
      if (name !== before.name) await renameInWords(tx, desk.id, id, name);
      await announce(tx, call, id);
    }),
  );
  return readCompany(call, { id });
}

async function refusingTaken(write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    if (isDouble(error, "companies_domain")) throw refuse("domain_taken");
    throw error;
  }
}

/** Contacts are found by the name of their company too. */
async function renameInWords(tx: Tx, deskId: string, companyId: string, name: string) {
  await sql`
    update contacts set words = lower(concat_ws(' ', name,
      (select string_agg(email, ' ' order by position) from contact_emails e
       where e.desk_id = contacts.desk_id and e.contact_id = contacts.id), ${name}::text))
    where desk_id = ${deskId} and company_id = ${companyId}`.execute(tx);
}

function announce(tx: Tx, { desk, now, agent }: Call, companyId: string) {
  const ids = { companyId };
  return publish(tx, {
    type: "company.changed",
    deskId: desk.id,
    at: now,
    ids,
    byUserId: agent.id,
  });
}
