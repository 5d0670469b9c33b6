/** Making and changing a company by hand. */
import type * as contract from "#contract/contacts.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { announceCompany } from "./announce.ts";
import { type CompanyRow, livingCompanies } from "./company.ts";
import { keepDomains, replaceDomains } from "./domains.ts";
import { differences, logChanges, placeOf } from "./history.ts";
import { refuseUnknownOwner } from "./owner.ts";
import { readCompany } from "./read.ts";
import { spellContactsOf } from "./spell.ts";
import { giveValues } from "./values.ts";
import { wordsOf } from "./words.ts";

export async function createCompany(
  call: Call,
  input: InputOf<typeof contract.createCompany>,
): Promise<contract.Company> {
  const { db, desk, now } = call;
  const { name, ownerId } = input;
  const domains = [...new Set(input.domains)];
  const id = newId();
  await db.transaction().execute(async (tx) => {
    await refuseUnknownOwner(tx, desk.id, ownerId);
    await tx
      .insertInto("companies")
      .values({
        ...{ desk_id: desk.id, id, name, owner_user_id: ownerId, created_at: now },
        words: wordsOf([name, ...domains]),
      })
      .execute();
    await keepDomains(tx, desk.id, id, domains);
    await giveValues(tx, call, { kind: "company", id, properties: input.properties }, "all");
    await logChanges(tx, placeOf(call, "company", id), [{ what: "created" }]);
    await announceCompany(tx, call, id);
  });
  return readCompany(call, { id });
}

export async function updateCompany(
  call: Call,
  change: InputOf<typeof contract.updateCompany>,
): Promise<contract.Company> {
  const { db, desk } = call;
  const { id } = change;
  await db.transaction().execute(async (tx) => {
    const before = companyFields(await lockCompany(tx, desk.id, id));
    const after = changed(before, change);
    if (after.ownerId !== before.ownerId) await refuseUnknownOwner(tx, desk.id, after.ownerId);
    if (change.domains) await replaceDomains(tx, desk.id, id, after.domains);
    await tx
      .updateTable("companies")
      .set({
        ...{ name: after.name, owner_user_id: after.ownerId },
        words: wordsOf([after.name, ...after.domains]),
      })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    if (after.name !== before.name) await spellContactsOf(tx, desk.id, id);
    const given = { kind: "company", id, properties: change.properties } as const;
    const values = await giveValues(tx, call, given, "touched");
    const steps = [...differences(before, after), ...values];
    await logChanges(tx, placeOf(call, "company", id), steps);
    await announceCompany(tx, call, id);
  });
  return readCompany(call, { id });
}

/** @throws Refusal company_not_found */
export async function lockCompany(tx: Tx, deskId: string, id: string): Promise<CompanyRow> {
  const row = await livingCompanies(tx, deskId)
    .where("companies.id", "=", id)
    .forNoKeyUpdate("companies")
    .executeTakeFirst();
  if (!row) throw refuse("company_not_found");
  return row;
}

/** What people edit of a company. */
export function companyFields(row: CompanyRow) {
  return { name: row.name, domains: row.domains, ownerId: row.owner_user_id };
}

type Fields = ReturnType<typeof companyFields>;

function changed(before: Fields, change: InputOf<typeof contract.updateCompany>): Fields {
  return {
    name: change.name ?? before.name,
    domains: change.domains ? [...new Set(change.domains)] : before.domains,
    ownerId: change.ownerId === undefined ? before.ownerId : change.ownerId,
  };
}
