/** What was said on the tickets of a contact, company or deal, for those who may see these tickets. */
import { type Expression, sql } from "kysely";
import type { TimelineEntry } from "#contract/timeline.ts";
import { contactName } from "#modules/contacts";
import { userName } from "#modules/people";
import type { Agent } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { visibleTickets } from "./access.ts";
import { conditions } from "./list.ts";
import { previewOf } from "./ticket.ts";

export type TimelineOf =
  | { contactId: string }
  | { companyId: string }
  /** Those of a record that tickets know nothing of. */
  | { ticketIds: Expression<string> };
/** Entries before this place, the newest of them. */
export type TimelinePage = { before: { at: Date; id: string } | null; rows: number };
export type TicketEntry = Extract<TimelineEntry, { kind: "ticket" | "message" }>;

export async function ticketTimeline(
  db: Db,
  agent: Agent,
  of: TimelineOf,
  page: TimelinePage,
): Promise<TicketEntry[]> {
  const [opened, said] = await Promise.all([
    openings(db, agent, of, page),
    messages(db, agent, of, page),
  ]);
  return [...opened, ...said];
}

function ticketsOf(db: Db, agent: Agent, of: TimelineOf) {
  if ("ticketIds" in of) return visibleTickets(db, agent).where("tickets.id", "in", of.ticketIds);
  return visibleTickets(db, agent).where((eb) => eb.and(conditions(eb, agent, of)));
}

async function openings(
  db: Db,
  agent: Agent,
  of: TimelineOf,
  { before, rows }: TimelinePage,
): Promise<TicketEntry[]> {
  const found = await ticketsOf(db, agent, of)
    .select(["tickets.id", "tickets.number", "tickets.name", "tickets.created_at"])
    .$if(before !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("tickets.created_at", "tickets.id"),
          "<",
          eb.tuple(before?.at ?? new Date(), before?.id ?? ""),
        ),
      ),
    )
    .orderBy("tickets.created_at", "desc")
    .orderBy("tickets.id", "desc")
    .limit(rows)
    .execute();
  return found.map(({ id, number, name, created_at }) => ({
    kind: "ticket",
    id,
    at: created_at.toISOString(),
    ticketNumber: number,
    ticketName: name,
  }));
}

type Said = {
  id: string;
  kind: "message" | "comment";
  direction: "incoming" | "outgoing" | null;
  user_id: string | null;
  user_name: string | null;
  contact_id: string | null;
  contact_name: string | null;
  from_name: string;
  from_address: string | null;
  said: string;
  written_at: Date;
  number: number;
  name: string;
};

/** The newest of each ticket by its index, then the newest of those: however long the tickets are. */
async function messages(
  db: Db,
  agent: Agent,
  of: TimelineOf,
  { before, rows }: TimelinePage,
): Promise<TicketEntry[]> {
  const tickets = ticketsOf(db, agent, of).select(["tickets.id", "tickets.number", "tickets.name"]);
  const place = before ? sql`and (m.written_at, m.id) < (${before.at}, ${before.id}::uuid)` : sql``;
  const { rows: found } = await sql<Said>`
    select said.*, t.number, t.name from (${tickets}) t
    cross join lateral (
      select m.id, m.kind, m.direction, m.author_user_id as user_id, m.author_contact_id as contact_id,
        ${userName(sql.ref("m.desk_id"), sql.ref("m.author_user_id"))} as user_name,
        ${contactName(sql.ref("m.desk_id"), sql.ref("m.author_contact_id"))} as contact_name,
        m.from_name, m.from_address, left(coalesce(m.visible_text, m.text), 2000) as said, m.written_at
      from messages m
      where m.desk_id = ${agent.deskId} and m.ticket_id = t.id and m.deleted_at is null ${place}
      order by m.written_at desc, m.id desc limit ${sql.lit(rows)}
    ) said
    order by said.written_at desc, said.id desc limit ${sql.lit(rows)}`.execute(db);
  return found.map((row) => ({
    kind: "message",
    id: row.id,
    at: row.written_at.toISOString(),
    ticketNumber: row.number,
    ticketName: row.name,
    messageKind: row.kind,
    direction: row.direction,
    by: authorOf(row),
    preview: previewOf(row.said),
  }));
}

function authorOf(row: Said): Extract<TicketEntry, { kind: "message" }>["by"] {
  if (row.user_id) return { type: "user", id: row.user_id, name: row.user_name ?? "" };
  const name = row.contact_name ?? (row.from_name || (row.from_address ?? ""));
  return { type: row.contact_id ? "contact" : "system", id: row.contact_id, name };
}
