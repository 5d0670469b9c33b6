/** Deals follow their contact or company into a merge, and back. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { Follower, Merging } from "#modules/contacts";
import type { Tx } from "#platform/db.ts";

const Moved = z.object({
  went: z.array(Id),
  /** Deals that had both. */
  both: z.array(z.object({ id: Id, position: z.int() })),
});
type Moved = z.infer<typeof Moved>;

export const dealsFollow: Follower = {
  name: "deals",
  turn: 2,
  hold: async (tx, { deskId, kind, from }) => {
    const mine =
      kind === "contact"
        ? sql`id in (select deal_id from deal_contacts where desk_id = ${deskId} and contact_id = ${from})`
        : sql`company_id = ${from}`;
    await sql`select id from deals where desk_id = ${deskId} and ${mine} order by id for no key update`.execute(
      tx,
    );
  },
  move: (tx, merging) => (merging.kind === "contact" ? contact(tx, merging) : company(tx, merging)),
  back: async (tx, merging, stored) => {
    const moved = Moved.parse(stored);
    await (merging.kind === "contact" ? contactBack : companyBack)(tx, merging, moved);
  },
};

async function contact(tx: Tx, { deskId, from, to }: Merging): Promise<Moved> {
  const both = await sql<{ id: string; position: number }>`
    delete from deal_contacts a where desk_id = ${deskId} and contact_id = ${from} and exists (
      select from deal_contacts b where b.desk_id = a.desk_id and b.deal_id = a.deal_id and b.contact_id = ${to})
    returning deal_id as id, position`.execute(tx);
  const went = await sql<{ id: string }>`
    update deal_contacts set contact_id = ${to}
    where desk_id = ${deskId} and contact_id = ${from} returning deal_id as id`.execute(tx);
  return { went: went.rows.map(({ id }) => id), both: both.rows };
}

async function contactBack(tx: Tx, { deskId, from, to }: Merging, moved: Moved): Promise<void> {
  await sql`
    update deal_contacts set contact_id = ${from}
    where desk_id = ${deskId} and contact_id = ${to} and deal_id = any(${moved.went}::uuid[])
      and not exists (select from deal_contacts b where b.desk_id = deal_contacts.desk_id
        and b.deal_id = deal_contacts.deal_id and b.contact_id = ${from})`.execute(tx);
  await sql`
    insert into deal_contacts (desk_id, deal_id, contact_id, position)
    select desk_id, deal_id, ${from}, b.position from deal_contacts
    join jsonb_to_recordset(${JSON.stringify(moved.both)}::jsonb) as b(id uuid, position int) on b.id = deal_id
    where desk_id = ${deskId} and contact_id = ${to} on conflict do nothing`.execute(tx);
}

async function company(tx: Tx, { deskId, from, to }: Merging): Promise<Moved> {
  const { rows } = await sql<{ id: string }>`
    update deals set company_id = ${to}
    where desk_id = ${deskId} and company_id = ${from} returning id`.execute(tx);
  return { went: rows.map(({ id }) => id), both: [] };
}

async function companyBack(tx: Tx, { deskId, from, to }: Merging, { went }: Moved): Promise<void> {
  await sql`
    update deals set company_id = ${from}
    where desk_id = ${deskId} and company_id = ${to} and id = any(${went}::uuid[])`.execute(tx);
}
