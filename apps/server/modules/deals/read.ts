/** One deal, or a page of them by name. */
import { type RawBuilder, sql } from "kysely";
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
  { ticketNumber, limit, cursor, ...filter }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const after = readCursor(cursor, Place);
  const ticketId = ticketNumber ? (await findTicket(db, agent, ticketNumber)).id : undefined;
  const ask = { filter: { ...filter, ticketId }, limit, after };
  const found = await dealsQuery(db, agent, ask).execute();
  const page = cutPage(found, limit, ({ sort_name, id }) => [sort_name, id]);
  return { items: await toDeals(db, agent, page.rows), nextCursor: page.nextCursor };
}

type Filter = {
  q?: string | undefined;
  contactId?: string | undefined;
  companyId?: string | undefined;
  ticketId?: string | undefined;
};
type Ask = { filter: Filter; limit: number; after: z.infer<typeof Place> | null };

export function dealsQuery(db: Db, agent: Agent, { filter, limit, after }: Ask) {
  const { q, contactId, companyId, ticketId } = filter;
  let query = dealRows(db, agent)
    .orderBy((eb) => eb.fn("lower", ["deals.name"]))
    .orderBy("deals.id")
    .limit(rowsFor(limit));
  if (q?.trim()) query = query.where((eb) => hasWords(eb, eb.ref("deals.words"), q));
  if (companyId) query = query.where("deals.company_id", "=", companyId);
  if (contactId) query = query.where("deals.id", "in", ofContact(db, agent, contactId));
  if (ticketId) query = query.where("deals.id", "in", ofTicket(db, agent, ticketId));
  if (after)
    query = query.where(
      sql<boolean>`(lower(deals.name), deals.id) > (${after[0]}, ${after[1]}::uuid)`,
    );
  return query;
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

/** Inside another module's statement: the tickets that a deal is about. */
export function ticketsOfDeal(deskId: string, dealId: string): RawBuilder<string> {
  return sql`(select ticket_id from deal_tickets where desk_id = ${deskId} and deal_id = ${dealId})`;
}
