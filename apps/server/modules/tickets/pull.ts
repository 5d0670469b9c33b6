/** What happened before with a contact or company, pulled onto the timeline of a ticket. */
import { sql } from "kysely";
import type { InputOf } from "#contract/operation.ts";
import type {
  Pull,
  PullRange,
  pullActivities as contract,
  Ticket as Answer,
} from "#contract/tickets.ts";
import type { Agent, Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket, visibleTicketIds } from "./access.ts";
import { contactIdsOf } from "./people.ts";
import { answerAfter } from "./read.ts";
import { refuseIfMerged } from "./stale.ts";
import type { Ticket } from "./ticket.ts";

type Place = Pick<Ticket, "desk_id" | "id">;

export function pullActivities(
  { db, agent, now }: Call,
  { number, kind, id, range }: InputOf<typeof contract>,
): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, number, "edit");
    refuseIfMerged(ticket);
    refuseStrangers([{ kind, id }], await contactIdsOf(tx, ticket), ticket.company_id);
    if (range === "none") await dropPull(tx, ticket, { kind, id });
    else await keepPulls(tx, ticket, [{ kind, id, range }], now);
    const ids = { ticketId: ticket.id, ticketNumber: number };
    const event = { deskId: ticket.desk_id, at: now, ids, byUserId: agent.id, changed: [] };
    await publish(tx, { type: "ticket.updated", ...event });
    return answerAfter(tx, agent, ticket);
  });
}

/** Only of those who are on the ticket. @throws Refusal contact_not_found, company_not_found */
export function refuseStrangers(
  pulls: readonly Pick<Pull, "kind" | "id">[],
  contactIds: readonly string[],
  companyId: string | null,
): void {
  for (const { kind, id } of pulls) {
    if (kind === "contact" && !contactIds.includes(id)) throw refuse("contact_not_found");
    if (kind === "company" && companyId !== id) throw refuse("company_not_found");
  }
}

export async function keepPulls(
  tx: Tx,
  ticket: Place,
  pulls: readonly Pull[],
  now: Date,
): Promise<void> {
  for (const { kind, id, range } of pulls) {
    const times = { since: sinceOf(range, now), until: now };
    await tx
      .insertInto("ticket_pulls")
      .values({ desk_id: ticket.desk_id, ticket_id: ticket.id, kind, record_id: id, ...times })
      .onConflict((conflict) =>
        conflict.columns(["desk_id", "ticket_id", "kind", "record_id"]).doUpdateSet(times),
      )
      .execute();
  }
}

function sinceOf(range: PullRange, now: Date): Date | null {
  return range === "all" ? null : new Date(now.getTime() - 30 * 86_400_000);
}

function dropPull(tx: Tx, ticket: Place, { kind, id }: Pick<Pull, "kind" | "id">) {
  return tx
    .deleteFrom("ticket_pulls")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", kind)
    .where("record_id", "=", id)
    .execute();
}

export type PulledTicket = { id: string; since: Date | null; until: Date };

/** A contact of many years has thousands of tickets: the latest are what one asks for. */
const most = 200;

/** Tickets from which something stands on this one's timeline, as far as the reader may see them. */
export async function pulledFrom(
  db: Db,
  agent: Agent,
  ticket: Place & Pick<Ticket, "company_id">,
): Promise<PulledTicket[]> {
  const pulls = await db
    .selectFrom("ticket_pulls")
    .select("record_id")
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .limit(1)
    .execute();
  if (pulls.length === 0) return [];
  const { rows } = await sql<PulledTicket>`
    select t.id, case when bool_or(p.since is null) then null else min(p.since) end as since, max(p.until) as until
    from ticket_pulls p join tickets t on t.desk_id = p.desk_id and (
      (p.kind = 'company' and p.record_id = ${ticket.company_id}::uuid and t.company_id = p.record_id)
      or (p.kind = 'contact'
        and exists (select from ticket_contacts c where c.desk_id = p.desk_id and c.ticket_id = p.ticket_id and c.contact_id = p.record_id)
        and exists (select from ticket_contacts c where c.desk_id = p.desk_id and c.ticket_id = t.id and c.contact_id = p.record_id)))
    where p.desk_id = ${ticket.desk_id} and p.ticket_id = ${ticket.id} and t.id <> ${ticket.id}
      and t.id in (${visibleTicketIds(db, agent)})
    group by t.id, t.active_at order by t.active_at desc limit ${sql.lit(most)}`.execute(db);
  return rows;
}
