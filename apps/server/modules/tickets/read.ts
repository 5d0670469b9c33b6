/** One ticket with its people and hints. */
import { type Selectable, sql } from "kysely";
import type { Participant, Ticket } from "#contract/tickets.ts";
import { type ContactCard, contactCard } from "#modules/contacts";
import { mayOnTicket, ticketRight } from "#modules/people";
import { valuesFor } from "#modules/properties";
import type { Agent, Call } from "#platform/call.ts";
import { asText, type Db, type Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Tickets } from "#platform/schema.gen.ts";
import { type TicketQuery, visibleTicketIds, visibleTickets } from "./access.ts";
import { isCommentable } from "./commentable.ts";
import { type SummaryRow, toSummary, withSummary } from "./summary.ts";

export function readTicket({ db, agent }: Call, { number }: { number: number }): Promise<Ticket> {
  return ticketAnswer(db, agent, number);
}

/** A number that was joined to another ticket leads there. @throws Refusal ticket_not_found */
export async function ticketAnswer(db: Db | Tx, agent: Agent, number: number): Promise<Ticket> {
  const row = await wholeRows(visibleTickets(db, agent), db, agent)
    .where("tickets.number", "=", number)
    .executeTakeFirst();
  if (row) return toTicket(db, agent, row);
  const into = await numberJoined(db, agent, number);
  if (into === null) throw refuse("ticket_not_found");
  return ticketAnswer(db, agent, into);
}

/** The next ticket on the way of one that was joined, which its reader could see; null where there is none. */
async function numberJoined(db: Db | Tx, agent: Agent, number: number): Promise<number | null> {
  const row = await db
    .selectFrom("tickets")
    .innerJoin("tickets as o", (join) =>
      join.onRef("o.desk_id", "=", "tickets.desk_id").onRef("o.id", "=", "tickets.merged_into_id"),
    )
    .select("o.number")
    .where("tickets.desk_id", "=", agent.deskId)
    .where("tickets.number", "=", number)
    .where(ticketRight(agent, "view"))
    .executeTakeFirst();
  return row?.number ?? null;
}

/** The ticket that the agent has just changed, one last time also when that gave it out of their sight. */
export async function answerAfter(
  tx: Tx,
  agent: Agent,
  { desk_id, id }: { desk_id: string; id: string },
): Promise<Ticket> {
  const base = tx.selectFrom("tickets").where("tickets.desk_id", "=", desk_id);
  const row = await wholeRows(base, tx, agent)
    .where("tickets.id", "=", id)
    .executeTakeFirstOrThrow();
  return toTicket(tx, agent, row);
}

function wholeRows(base: TicketQuery, db: Db | Tx, agent: Agent) {
  return withSummary(base, agent)
    .select(whole.as("participants"))
    .$castTo<SummaryRow & Whole>()
    .select([
      isFollowing(agent).as("following"),
      hints(db, agent).as("hints"),
      joined.as("joined"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof wholeRows>["execute"]>>[number];

async function toTicket(db: Db | Tx, agent: Agent, row: Row): Promise<Ticket> {
  return {
    ...toSummary(row),
    category: row.category,
    description: row.description,
    resolution: row.resolution,
    properties: row.properties ?? {},
    contacts: row.contacts ?? [],
    participants: row.participants ?? [],
    following: row.following,
    updatedAt: row.updated_at.toISOString(),
    firstRepliedAt: row.first_replied_at?.toISOString() ?? null,
    reopenedAt: row.reopened_at?.toISOString() ?? null,
    lastClosedAt: row.last_closed_at?.toISOString() ?? null,
    pulled: row.pulled ?? [],
    outbound: row.outbound,
    may: {
      edit: mayOnTicket(agent, "edit", row),
      delete: mayOnTicket(agent, "delete", row),
      comment: await isCommentable(db, agent, { ...row, desk_id: agent.deskId }),
    },
    hints: row.hints ?? [],
    joined: row.joined ?? [],
  };
}

/** My own word, else I follow what I own. */
function isFollowing(agent: Pick<Agent, "id">) {
  return sql<boolean>`coalesce((
    select f.following from ticket_follows f
    where f.desk_id = tickets.desk_id and f.ticket_id = tickets.id and f.user_id = ${agent.id}
  ), tickets.owner_user_id is not distinct from ${agent.id})`;
}

const contacts = sql<ContactCard[] | null>`(
  select json_agg(${contactCard(sql.ref("tc.desk_id"), sql.ref("tc.contact_id"))} order by tc.position, tc.contact_id)
  from ticket_contacts tc where tc.desk_id = tickets.desk_id and tc.ticket_id = tickets.id)`;

const participants = sql<Participant[] | null>`(
  select json_agg(json_build_object('address', p.address, 'name', p.name, 'contactId', coalesce(p.contact_id, (
      select e.contact_id from contact_emails e where e.desk_id = p.desk_id and e.email = p.address)), 'role', p.role)
    order by p.created_at, p.role = 'from' desc, p.address)
  from participants p where p.desk_id = tickets.desk_id and p.ticket_id = tickets.id)`;

const pulls = sql<Ticket["pulled"] | null>`(
  select json_agg(json_build_object('kind', p.kind, 'id', p.record_id, 'range',
    case when p.since is null then 'all' else 'last_30_days' end) order by p.record_id)
  from ticket_pulls p where p.desk_id = tickets.desk_id and p.ticket_id = tickets.id)`;

const columns = [
  ...(["category", "description", "resolution", "updated_at", "first_replied_at"] as const),
  ...(["reopened_at", "last_closed_at", "outbound"] as const),
] as const;

type Whole = Pick<Selectable<Tickets>, (typeof columns)[number]> & {
  pulled: Ticket["pulled"] | null;
  properties: Ticket["properties"] | null;
  contacts: ContactCard[] | null;
  participants: Participant[] | null;
};

/** One piece of text, as in the summary. */
const whole = asText<Participant[] | null>(sql`
  ${sql.join(columns.map((name) => sql.ref(`tickets.${name}`)))},
  ${pulls} as pulled,
  ${valuesFor("ticket", sql.ref("tickets.desk_id"), sql.ref("tickets.id"))} as properties,
  ${contacts} as contacts,
  ${participants}`);

/** A hint to a ticket that the reader may not see stays untold. */
function hints(db: Db | Tx, agent: Agent) {
  return sql<Ticket["hints"] | null>`(
    select json_agg(json_build_object('number', o.number, 'reason', h.reason) order by o.number)
    from ticket_hints h join tickets o on o.desk_id = h.desk_id and o.id = h.other_ticket_id
    where h.desk_id = tickets.desk_id and h.ticket_id = tickets.id and o.id in (${visibleTicketIds(db, agent)}))`;
}

const joined = sql<Ticket["joined"] | null>`(
  select json_agg(json_build_object('number', o.number, 'name', o.name) order by j.joined_at)
  from ticket_joins j join tickets o on o.desk_id = j.desk_id and o.id = j.ticket_id
  where j.desk_id = tickets.desk_id and j.into_ticket_id = tickets.id)`;
