/** One deal, or a page of them by name. */
import { sql } from "kysely";
import * as z from "zod";
import { Id, Text } from "#contract/common.ts";
import type { Deal, listDeals as contract } from "#contract/deals.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { hasWords } from "#modules/contacts";
import { findTicket } from "#modules/tickets";
import type { Agent, Call } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { dealAnswer, dealRows, toDeals } from "./deal.ts";

const Place = z.tuple([Text(1000), Id]);

export async function listDeals(
  { db, agent }: Call,
  { q, contactId, companyId, ticketNumber, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const after = readCursor(cursor, Place);
  let query = dealRows(db, agent)
    .orderBy((eb) => eb.fn("lower", ["deals.name"]))
    .orderBy("deals.id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, eb.ref("deals.words"), q));
  if (companyId) query = query.where("deals.company_id", "=", companyId);
  if (contactId) query = query.where("deals.id", "in", ofContact(db, agent, contactId));
  if (ticketNumber) {
    const ticket = await findTicket(db, agent, ticketNumber);
    query = query.where("deals.id", "in", ofTicket(db, agent, ticket.id));
  }
  if (after)
    query = query.where(
      sql<boolean>`(lower(deals.name), deals.id) > (${after[0]}, ${after[1]}::uuid)`,
    );
  const page = cutPage(await query.execute(), limit, ({ sort_name, id }) => [sort_name, id]);
  return { items: await toDeals(db, agent, page.rows), nextCursor: page.nextCursor };
}

function ofContact(db: Db, { deskId }: Agent, contactId: string) {
  return db
    .selectFrom("deal_contacts")
    .select("deal_id")
    .where("desk_id", "=", deskId)
    .where("contact_id", "=", contactId);
}

function ofTicket(db: Db, { deskId }: Agent, ticketId: string) {
  return db
    .selectFrom("deal_tickets")
    .select("deal_id")
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", ticketId);
}

export function readDeal({ db, agent }: Call, { id }: { id: string }): Promise<Deal> {
  return dealAnswer(db, agent, id);
}
