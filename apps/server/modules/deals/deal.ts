/** Deals as they are read. */
import { sql } from "kysely";
import type { Deal } from "#contract/deals.ts";
import { type ContactCard, companyName, contactCard } from "#modules/contacts";
import type { TicketSummary } from "#contract/tickets.ts";
import { valuesFor } from "#modules/properties";
import { summariesOf } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

/** Those that are there, unordered. */
export function dealRows(db: Db | Tx, agent: Pick<Agent, "deskId">) {
  return allDeals(db, agent).where("deals.deleted_at", "is", null);
}

export function allDeals(db: Db | Tx, agent: Pick<Agent, "deskId">) {
  return db
    .selectFrom("deals")
    .select(({ fn, ref }) => [
      "deals.id",
      "deals.name",
      "deals.cents",
      "deals.currency",
      "deals.stage",
      sql<string | null>`deals.close_on::text`.as("close_on"),
      "deals.company_id",
      "deals.owner_user_id",
      "deals.created_at",
      fn<string>("lower", ["deals.name"]).as("sort_name"),
      companyName(ref("deals.desk_id"), ref("deals.company_id")).as("company_name"),
      valuesFor("deal", ref("deals.desk_id"), ref("deals.id")).as("properties"),
      contacts.as("contacts"),
      ticketIds.as("ticket_ids"),
    ])
    .where("deals.desk_id", "=", agent.deskId);
}

const contacts = sql<ContactCard[] | null>`(
  select json_agg(${contactCard(sql.ref("dc.desk_id"), sql.ref("dc.contact_id"))} order by dc.position, dc.contact_id)
  from deal_contacts dc where dc.desk_id = deals.desk_id and dc.deal_id = deals.id)`;

const ticketIds = sql<string[]>`array(
  select dt.ticket_id from deal_tickets dt where dt.desk_id = deals.desk_id and dt.deal_id = deals.id)`;

export type DealRow = Awaited<ReturnType<ReturnType<typeof dealRows>["execute"]>>[number];

/** With their tickets, as far as the reader may see them. */
export async function toDeals(
  db: Db | Tx,
  agent: Agent,
  rows: readonly DealRow[],
): Promise<Deal[]> {
  const ids = rows.flatMap(({ ticket_ids }) => ticket_ids);
  const tickets = new Map(
    (await summariesOf(db, agent, [...new Set(ids)])).map((ticket) => [ticket.id, ticket]),
  );
  return rows.map((row) =>
    toDeal(
      row,
      row.ticket_ids.flatMap((id) => tickets.get(id) ?? []),
    ),
  );
}

function toDeal(row: DealRow, tickets: readonly TicketSummary[]): Deal {
  return {
    id: row.id,
    name: row.name,
    amount: row.cents === null ? null : row.cents / 100,
    currency: row.currency,
    stage: row.stage,
    closeOn: row.close_on,
    companyId: row.company_name === null ? null : row.company_id,
    companyName: row.company_name,
    contacts: row.contacts ?? [],
    tickets: tickets
      .map(({ number, name, statusId }) => ({ number, name, statusId }))
      .toSorted((a, b) => b.number - a.number),
    ownerId: row.owner_user_id,
    createdAt: row.created_at.toISOString(),
    properties: row.properties ?? {},
  };
}

/** @throws Refusal deal_not_found */
export async function dealAnswer(db: Db | Tx, agent: Agent, id: string): Promise<Deal> {
  const row = await dealRows(db, agent).where("deals.id", "=", id).executeTakeFirst();
  const [deal] = row ? await toDeals(db, agent, [row]) : [];
  if (!deal) throw refuse("deal_not_found");
  return deal;
}
