/** Tickets that were called spam: out of every view, kept as they are, and back as they were. */
import { sql } from "kysely";
import { mayOnTicket, ticketRight } from "#modules/people";
import type { Agent, Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { change } from "./join-hinted.ts";
import { mailsOn } from "./joined.ts";
import { formerPlace, momentOn, type Ticket } from "./ticket.ts";
import { unmarkSpam } from "./unmark-spam.ts";

/** Answers its id and who wrote in it. @throws Refusal ticket_not_found, delete_forbidden */
export async function binAsSpam(tx: Tx, call: Call, number: number) {
  const ticket = await lockTicket(tx, call.agent, number, "delete");
  const at = momentOn(ticket, call.now);
  await change(tx, ticket, { deleted_at: at, spam_at: at, updated_at: at });
  await tell(tx, call, ticket, at);
  return { id: ticket.id, sender: await writerOf(tx, ticket) };
}

/** Null where no such ticket is spam, for this agent. @throws Refusal delete_forbidden */
export async function unbinSpam(
  tx: Tx,
  call: Call,
  id: string,
): Promise<{ sender: string | null } | null> {
  const ticket = await spamTickets(tx, call.agent)
    .selectAll()
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!ticket) return null;
  if (!mayOnTicket(call.agent, "delete", ticket)) throw refuse("delete_forbidden");
  const { agent, now } = call;
  await unmarkSpam(tx, ticket, { cause: causeOf(agent), by: byAgent(agent), now });
  return { sender: await writerOf(tx, ticket) };
}

/** Who answers a ticket that was called spam takes it out by that. @throws Refusal edit_forbidden, delete_forbidden */
export async function unbinAnswered(tx: Tx, call: Call, number: number): Promise<void> {
  const ticket = await spamTickets(tx, call.agent)
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  if (!ticket) return;
  if (!mayOnTicket(call.agent, "edit", ticket)) throw refuse("edit_forbidden");
  await unbinSpam(tx, call, ticket.id);
}

/** Those that this agent may see. */
export function spamTickets(db: Db | Tx, agent: Agent) {
  return db
    .selectFrom("tickets")
    .where("desk_id", "=", agent.deskId)
    .where("spam_at", "is not", null)
    .where(ticketRight(agent, "view"));
}

/** The newest that was said in it, whoever said it. */
export async function newestWords(db: Db, ticket: Pick<Ticket, "desk_id" | "id">) {
  const row = await db
    .selectFrom("messages")
    .select(["id", "text", "to_addresses"])
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "message")
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return { id: row?.id ?? null, text: row?.text ?? "", to: row?.to_addresses ?? [] };
}

/** Who wrote last, as in lists of spam. */
export const spamWriter = sql<string | null>`(
  select m.from_address from messages m
  where m.desk_id = tickets.desk_id and m.ticket_id = tickets.id and m.direction = 'incoming'
  order by m.automatic, m.written_at desc, m.id desc limit 1)`;

async function writerOf(tx: Tx, ticket: Ticket): Promise<string | null> {
  const row = await tx
    .selectFrom("tickets")
    .select(spamWriter.as("sender"))
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .executeTakeFirstOrThrow();
  return row.sender;
}

async function tell(tx: Tx, { agent, now }: Call, ticket: Ticket, at: Date) {
  const step = { what: "marked_spam", cause: causeOf(agent), by: byAgent(agent) } as const;
  await record(tx, ticket, at, [step]);
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, ...formerPlace(ticket) };
  const event = { deskId: ticket.desk_id, at: now, byUserId: agent.id, ids };
  await publish(tx, { type: "ticket.markedSpam", ...event });
}

/**
 * Deletes for good some of the tickets that were spam before then. Answers how many, and the mails that were in them.
 * What somebody restores just now is theirs.
 */
export async function eraseSpamTickets(
  tx: Tx,
  deskId: string,
  before: Date,
  most: number,
): Promise<{ tickets: number; mailIds: string[] }> {
  const old = await tx
    .selectFrom("tickets")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("spam_at", "<", before)
    .orderBy("spam_at")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  const mailIds: string[] = [];
  for (const { id } of old) mailIds.push(...(await mailsOn(tx, deskId, id)));
  for (const { id } of old)
    await tx.deleteFrom("tickets").where("desk_id", "=", deskId).where("id", "=", id).execute();
  return { tickets: old.length, mailIds };
}
