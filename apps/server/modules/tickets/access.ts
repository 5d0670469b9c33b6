/** The only ways to a ticket on somebody's behalf. No right to see it and no such ticket are one answer. */
import type { Selectable } from "kysely";
import { type Act, mayOnTicket, ticketRight } from "#modules/people";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import type { Ticket } from "./ticket.ts";

/** @throws Refusal ticket_not_found */
export async function findTicket(db: Db | Tx, agent: Agent, number: number): Promise<Ticket> {
  const ticket = await visibleTickets(db, agent)
    .selectAll("tickets")
    .where("tickets.number", "=", number)
    .executeTakeFirst();
  if (!ticket) throw refuse("ticket_not_found");
  return ticket;
}

/**
 * The ticket, held until the commit: everything that changes it goes one after the other. Rows that only refer to it
 * (drafts, read marks) do not wait.
 * @throws Refusal ticket_not_found, edit_forbidden, delete_forbidden
 */
export async function lockTicket(
  tx: Tx,
  agent: Agent,
  number: number,
  act: Exclude<Act, "view">,
): Promise<Ticket> {
  const ticket = await visibleTickets(tx, agent)
    .selectAll("tickets")
    .where("tickets.number", "=", number)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!ticket) throw refuse("ticket_not_found");
  if (!mayOnTicket(agent, act, ticket))
    throw refuse(act === "edit" ? "edit_forbidden" : "delete_forbidden");
  return ticket;
}

/** The same for a ticket in the bin. */
export async function lockBinned(tx: Tx, agent: Agent, number: number): Promise<Ticket> {
  const ticket = await tx
    .selectFrom("tickets")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .where("number", "=", number)
    .where("deleted_at", "is not", null)
    .where("merged_into_id", "is", null)
    .where("spam_at", "is", null)
    .where(ticketRight(agent, "view"))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!ticket) throw refuse("ticket_not_found");
  if (!mayOnTicket(agent, "delete", ticket)) throw refuse("delete_forbidden");
  return ticket;
}

/**
 * For work on nobody's behalf, such as mail that arrives: the ticket, or the one that it was joined to meanwhile. Null
 * when it is in the bin or was never there; with `fromSpam` also one that was called spam.
 */
export async function lockTicketById(
  tx: Tx,
  deskId: string,
  ticketId: string,
  fromSpam = false,
): Promise<Ticket | null> {
  const ticket = await tx
    .selectFrom("tickets")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (ticket?.merged_into_id) return lockTicketById(tx, deskId, ticket.merged_into_id, fromSpam);
  const isThere = !ticket?.deleted_at || (fromSpam && ticket.spam_at !== null);
  return ticket && isThere ? ticket : null;
}

/** Those of these tickets that the agent may see now. */
export async function canSeeTickets(
  db: Db | Tx,
  agent: Agent,
  ticketIds: readonly string[],
): Promise<Set<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await visibleTicketIds(db, agent)
    .where("tickets.id", "in", [...ticketIds])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The ids of all tickets that the agent may see, as a subquery. */
export function visibleTicketIds(db: Db | Tx, agent: Agent) {
  return visibleTickets(db, agent).select("tickets.id");
}

/** Every list, count and search begins here. */
export function visibleTickets(db: Db | Tx, agent: Agent) {
  return db
    .selectFrom("tickets")
    .where("tickets.desk_id", "=", agent.deskId)
    .where("tickets.deleted_at", "is", null)
    .where(ticketRight(agent, "view"));
}

/** A query on tickets to which nothing is selected yet. */
export type TicketQuery = ReturnType<typeof visibleTickets>;

/** A message on a ticket that the agent may see. @throws Refusal ticket_not_found, message_not_found */
export async function findMessage(
  db: Db | Tx,
  agent: Agent,
  number: number,
  messageId: string,
): Promise<{ ticket: Ticket; message: Selectable<Messages> }> {
  const ticket = await findTicket(db, agent, number);
  const message = await messageOn(db, ticket, messageId);
  if (!message) throw refuse("message_not_found");
  return { ticket, message };
}

export async function messageOn(
  db: Db | Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  messageId: string,
): Promise<Selectable<Messages> | null> {
  const message = await db
    .selectFrom("messages")
    .selectAll()
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", messageId)
    .where("ticket_id", "=", ticket.id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return message ?? null;
}
