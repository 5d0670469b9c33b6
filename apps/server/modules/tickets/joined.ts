/** What goes from one ticket to another and back when they are joined: messages, drafts, replies that still leave. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { DraftKind } from "#contract/drafts.ts";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import type { Ticket } from "./ticket.ts";

export const Moved = z.object({
  messages: z.array(Id),
  drafts: z.array(z.object({ userId: Id, kind: DraftKind })),
  scheduled: z.array(Id),
});
export type Moved = z.infer<typeof Moved>;

/** Held in the order of their numbers, so that two who join at a time do not wait for each other. */
export async function lockBoth(
  tx: Tx,
  agent: Agent,
  number: number,
  into: number,
): Promise<[Ticket, Ticket]> {
  const first = await lockTicket(tx, agent, Math.min(number, into), "edit");
  if (number === into) throw refuse("hint_not_found");
  const second = await lockTicket(tx, agent, Math.max(number, into), "edit");
  return number < into ? [first, second] : [second, first];
}

type Way = { deskId: string; from: string; to: string };

/** Everything that was said and is being written. A draft stays where its author has one of the kind over there. */
export async function moveAll(tx: Tx, way: Way): Promise<Moved> {
  const { deskId, from, to } = way;
  const messages = await sql<{ id: string }>`
    update messages set ticket_id = ${to} where desk_id = ${deskId} and ticket_id = ${from} returning id`.execute(
    tx,
  );
  const ids = messages.rows.map(({ id }) => id);
  await followMessages(tx, way, ids);
  const drafts = await sql<Moved["drafts"][number]>`
    update drafts d set ticket_id = ${to} where desk_id = ${deskId} and ticket_id = ${from} and not exists (
      select from drafts o where o.desk_id = d.desk_id and o.ticket_id = ${to} and o.user_id = d.user_id and o.kind = d.kind)
    returning user_id as "userId", kind`.execute(tx);
  const scheduled = await sql<{ id: string }>`
    update scheduled_replies set ticket_id = ${to}
    where desk_id = ${deskId} and ticket_id = ${from} returning id`.execute(tx);
  return { messages: ids, drafts: drafts.rows, scheduled: scheduled.rows.map(({ id }) => id) };
}

/** The same back, as far as it is still there. */
export async function moveBack(tx: Tx, way: Way, moved: Moved): Promise<void> {
  const { deskId, from, to } = way;
  const back = await sql<{ id: string }>`
    update messages set ticket_id = ${to}
    where desk_id = ${deskId} and ticket_id = ${from} and id = any(${moved.messages}::uuid[]) returning id`.execute(
    tx,
  );
  await followMessages(
    tx,
    way,
    back.rows.map(({ id }) => id),
  );
  await sql`
    update drafts d set ticket_id = ${to}
    from jsonb_to_recordset(${JSON.stringify(moved.drafts)}::jsonb) as m("userId" uuid, kind text)
    where d.desk_id = ${deskId} and d.ticket_id = ${from} and d.user_id = m."userId" and d.kind = m.kind
      and not exists (select from drafts o where o.desk_id = d.desk_id and o.ticket_id = ${to}
        and o.user_id = d.user_id and o.kind = d.kind)`.execute(tx);
  await sql`
    update scheduled_replies set ticket_id = ${to}
    where desk_id = ${deskId} and ticket_id = ${from} and id = any(${moved.scheduled}::uuid[])`.execute(
    tx,
  );
}

/** What belongs to messages that went from one ticket to another. */
export async function followMessages(tx: Tx, { deskId, to }: Way, ids: readonly string[]) {
  for (const table of ["attachments", "ticket_mentions"] as const)
    await tx
      .updateTable(table)
      .set({ ticket_id: to })
      .where("desk_id", "=", deskId)
      .where("message_id", "in", ids.length > 0 ? [...ids] : [deskId])
      .execute();
}

/** The mails whose messages are on this ticket now. */
export async function mailsOn(tx: Tx, deskId: string, ticketId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("messages")
    .select("mail_id")
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", ticketId)
    .where("mail_id", "is not", null)
    .execute();
  return rows.flatMap(({ mail_id }) => mail_id ?? []);
}

/** Every ticket that has a mail with one of the Message-IDs of this ticket, itself included. */
export async function carriersOf(tx: Tx, deskId: string, ticketId: string) {
  const { rows } = await sql<{ messageId: string; ticketId: string }>`
    select o.message_id as "messageId", o.ticket_id as "ticketId" from messages m
    join messages o on o.desk_id = m.desk_id and o.message_id = m.message_id
    where m.desk_id = ${deskId} and m.ticket_id = ${ticketId} and m.message_id is not null`.execute(
    tx,
  );
  return rows;
}
