/** Making and changing a deal. */
import type * as contract from "#contract/deals.ts";
import type { InputOf } from "#contract/operation.ts";
import {
  companyById,
  contactsByIds,
  differences,
  giveValues,
  logChanges,
  placeOf,
  refuseUnknownOwner,
  wordsOf,
} from "#modules/contacts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { dealAnswer, type DealRow, dealRows } from "./deal.ts";

type Fields = Omit<InputOf<typeof contract.createDeal>, "properties">;

export async function createDeal(
  call: Call,
  { properties, ...fields }: InputOf<typeof contract.createDeal>,
): Promise<contract.Deal> {
  const { db, desk, agent, now } = call;
  const id = newId(now.getTime());
  await db.transaction().execute(async (tx) => {
    const columns = await columnsFor(tx, call, fields, []);
    await tx
      .insertInto("deals")
      .values({ desk_id: desk.id, id, ...columns, created_at: now })
      .execute();
    await keepContacts(tx, desk.id, id, fields.contactIds);
    await giveValues(tx, call, { kind: "deal", id, properties }, "all");
    await logChanges(tx, placeOf(call, "deal", id), [{ what: "created" }]);
    await announceDeal(tx, call, id);
  });
  return dealAnswer(db, agent, id);
}

export async function updateDeal(
  call: Call,
  { id, properties, ...change }: InputOf<typeof contract.updateDeal>,
): Promise<contract.Deal> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    const before = fieldsOf(await lockDeal(tx, call, id));
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    );
    const after: Fields = { ...before, ...given };
    const columns = await columnsFor(tx, call, after, before.contactIds);
    await tx
      .updateTable("deals")
      .set(columns)
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .execute();
    if (change.contactIds) await keepContacts(tx, desk.id, id, after.contactIds);
    const values = await giveValues(tx, call, { kind: "deal", id, properties }, "touched");
    const steps = [...differences(written(before), written(after)), ...values];
    await logChanges(tx, placeOf(call, "deal", id), steps);
    await announceDeal(tx, call, id);
  });
  return dealAnswer(db, agent, id);
}

/** @throws Refusal deal_not_found */
export async function lockDeal(tx: Tx, { agent }: Call, id: string): Promise<DealRow> {
  const row = await dealRows(tx, agent)
    .where("deals.id", "=", id)
    .forNoKeyUpdate("deals")
    .executeTakeFirst();
  if (!row) throw refuse("deal_not_found");
  return row;
}

export function announceDeal(tx: Tx, { desk, now, agent }: Call, dealId: string): Promise<void> {
  const event = { deskId: desk.id, at: now, ids: { dealId }, byUserId: agent.id };
  return publish(tx, { type: "deal.changed", ...event });
}

function fieldsOf(row: DealRow): Fields {
  return {
    name: row.name,
    amount: row.cents === null ? null : row.cents / 100,
    currency: row.currency,
    stage: row.stage,
    closeOn: row.close_on,
    companyId: row.company_id,
    contactIds: (row.contacts ?? []).map(({ id }) => id),
    ownerId: row.owner_user_id,
  };
}

/** As the history has it. */
function written({ contactIds, amount, ...rest }: Fields) {
  return { ...rest, amount: amount === null ? null : String(amount), contacts: contactIds };
}

/** Refused as a whole when something named is not there; what was there before may have been deleted since. */
async function columnsFor(tx: Tx, { desk }: Call, fields: Fields, before: readonly string[]) {
  const { name, amount, currency, stage, closeOn, companyId, contactIds, ownerId } = fields;
  await refuseUnknownOwner(tx, desk.id, ownerId);
  const company = companyId ? await companyById(tx, desk.id, companyId) : null;
  if (companyId && !company) throw refuse("company_not_found");
  const wanted = [...new Set(contactIds)];
  const found = await contactsByIds(tx, desk.id, wanted);
  const known = found.filter(({ id, deleted }) => !deleted || before.includes(id));
  if (known.length < wanted.length) throw refuse("contact_not_found");
  return {
    ...{ name, currency, stage, close_on: closeOn, company_id: companyId, owner_user_id: ownerId },
    cents: amount === null ? null : Math.round(amount * 100),
    words: wordsOf([name, company?.name ?? null]),
  };
}

async function keepContacts(tx: Tx, deskId: string, dealId: string, ids: readonly string[]) {
  await tx
    .deleteFrom("deal_contacts")
    .where("desk_id", "=", deskId)
    .where("deal_id", "=", dealId)
    .execute();
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  await tx
    .insertInto("deal_contacts")
    .values(
      wanted.map((contact_id, position) => ({
        ...{ desk_id: deskId, deal_id: dealId, contact_id, position },
      })),
    )
    .execute();
}
