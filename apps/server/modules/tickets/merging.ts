/** Tickets follow their contact or company into a merge, and back. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { Follower, Merging } from "#modules/contacts";
import type { Tx } from "#platform/db.ts";

const Moved = z.object({
  /** Tickets whose row of contacts went over, that had both, of which it was the main one or the company. */
  went: z.array(Id),
  both: z.array(z.object({ id: Id, position: z.int() })),
  main: z.array(Id),
  parts: z.array(z.object({ id: Id, address: z.string() })),
  /** Those that show what happened before with it. */
  pulls: z.array(Id).default([]),
});
type Moved = z.infer<typeof Moved>;

export const ticketsFollow: Follower = {
  name: "tickets",
  turn: 1,
  hold: holdTickets,
  move: async (tx, merging) => {
    const moved = await (merging.kind === "contact" ? moveContact : moveCompany)(tx, merging);
    return { ...moved, pulls: await movePulls(tx, merging) };
  },
  back: async (tx, merging, stored) => {
    const moved = Moved.parse(stored);
    await (merging.kind === "contact" ? contactBack : companyBack)(tx, merging, moved);
    await pullsBack(tx, merging, moved);
  },
};

/** Mail that arrives holds the ticket first and its contact then: so do merges. */
async function holdTickets(tx: Tx, { deskId, kind, from }: Merging): Promise<void> {
  const mine =
    kind === "contact"
      ? sql`contact_id = ${from} or id in (
          select ticket_id from ticket_contacts where desk_id = ${deskId} and contact_id = ${from})`
      : sql`company_id = ${from}`;
  await sql`
    select id from tickets where desk_id = ${deskId} and (${mine}) order by id for no key update`.execute(
    tx,
  );
}

type Went = Omit<Moved, "pulls">;

async function moveContact(tx: Tx, { deskId, from, to }: Merging): Promise<Went> {
  const both = await sql<{ id: string; position: number }>`
    delete from ticket_contacts a where desk_id = ${deskId} and contact_id = ${from} and exists (
      select from ticket_contacts b where b.desk_id = a.desk_id and b.ticket_id = a.ticket_id and b.contact_id = ${to})
    returning ticket_id as id, position`.execute(tx);
  const went = await sql<{ id: string }>`
    update ticket_contacts set contact_id = ${to}
    where desk_id = ${deskId} and contact_id = ${from} returning ticket_id as id`.execute(tx);
  const main = await sql<{ id: string }>`
    update tickets set contact_id = ${to}
    where desk_id = ${deskId} and contact_id = ${from} returning id`.execute(tx);
  const parts = await sql<{ id: string; address: string }>`
    update participants set contact_id = ${to}
    where desk_id = ${deskId} and contact_id = ${from} returning ticket_id as id, address`.execute(
    tx,
  );
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { went: ids(went.rows), both: both.rows, main: ids(main.rows), parts: parts.rows };
}

async function contactBack(tx: Tx, { deskId, from, to }: Merging, moved: Moved): Promise<void> {
  await sql`
    update ticket_contacts set contact_id = ${from}
    where desk_id = ${deskId} and contact_id = ${to} and ticket_id = any(${moved.went}::uuid[])
      and not exists (select from ticket_contacts b where b.desk_id = ticket_contacts.desk_id
        and b.ticket_id = ticket_contacts.ticket_id and b.contact_id = ${from})`.execute(tx);
  await sql`
    insert into ticket_contacts (desk_id, ticket_id, contact_id, position)
    select desk_id, ticket_id, ${from}, b.position from ticket_contacts
    join jsonb_to_recordset(${JSON.stringify(moved.both)}::jsonb) as b(id uuid, position int) on b.id = ticket_id
    where desk_id = ${deskId} and contact_id = ${to} on conflict do nothing`.execute(tx);
  await sql`
    update tickets set contact_id = ${from}
    where desk_id = ${deskId} and contact_id = ${to} and id = any(${moved.main}::uuid[])`.execute(
    tx,
  );
  await sql`
    update participants p set contact_id = ${from}
    from jsonb_to_recordset(${JSON.stringify(moved.parts)}::jsonb) as b(id uuid, address text)
    where p.desk_id = ${deskId} and p.contact_id = ${to} and p.ticket_id = b.id and p.address = b.address`.execute(
    tx,
  );
}

async function moveCompany(tx: Tx, { deskId, from, to }: Merging): Promise<Went> {
  const { rows } = await sql<{ id: string }>`
    update tickets set company_id = ${to}
    where desk_id = ${deskId} and company_id = ${from} returning id`.execute(tx);
  return { went: [], both: [], main: rows.map(({ id }) => id), parts: [] };
}

async function companyBack(tx: Tx, { deskId, from, to }: Merging, { main }: Moved): Promise<void> {
  await sql`
    update tickets set company_id = ${from}
    where desk_id = ${deskId} and company_id = ${to} and id = any(${main}::uuid[])`.execute(tx);
}

/** Where a ticket shows both, each keeps its own. */
async function movePulls(tx: Tx, { deskId, kind, from, to }: Merging): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update ticket_pulls p set record_id = ${to} where desk_id = ${deskId} and kind = ${kind} and record_id = ${from}
      and not exists (select from ticket_pulls o where o.desk_id = p.desk_id and o.ticket_id = p.ticket_id
        and o.kind = p.kind and o.record_id = ${to})
    returning ticket_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function pullsBack(tx: Tx, { deskId, kind, from, to }: Merging, { pulls }: Moved) {
  await sql`
    update ticket_pulls p set record_id = ${from} where desk_id = ${deskId} and kind = ${kind} and record_id = ${to}
      and ticket_id = any(${pulls}::uuid[])
      and not exists (select from ticket_pulls o where o.desk_id = p.desk_id and o.ticket_id = p.ticket_id
        and o.kind = p.kind and o.record_id = ${from})`.execute(tx);
}
