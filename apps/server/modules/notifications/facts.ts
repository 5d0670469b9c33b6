/** What a notification speaks of, for the words that go out of the workspace. */
import type { Topic } from "#contract/notifications.ts";
import { deskById } from "#modules/desks";
import { agentsById, waysOf } from "#modules/people";
import { canSeeTickets, ticketCards } from "#modules/tickets";
import type { Db, Tx } from "#platform/db.ts";

type Row = {
  user_id: string;
  ticket_id: string;
  topic: Topic;
  message_id: string | null;
  by_user_id: string | null;
};

/** Null for somebody who may not know of the ticket any more. */
export async function factsOf(db: Db | Tx, deskId: string, row: Row) {
  const [agent] = await agentsById(db, deskId, [row.user_id]);
  if (!agent || !(await canSeeTickets(db, agent, [row.ticket_id])).has(row.ticket_id)) return null;
  const ticket = (await ticketCards(db, deskId, [row.ticket_id])).get(row.ticket_id);
  const desk = await deskById(db, deskId);
  if (!ticket || !desk) return null;
  const [by] = row.by_user_id ? await agentsById(db, deskId, [row.by_user_id]) : [];
  const anchor = row.message_id ? `#m-${row.message_id}` : "";
  return {
    to: { id: agent.id, name: agent.name, email: agent.email },
    locale: (await waysOf(db, deskId, agent.id)).locale,
    topic: row.topic,
    /** A colleague, or the customer. */
    by: by?.name ?? ticket.contactName ?? "",
    ticket: { number: ticket.number, name: ticket.name },
    desk: desk.name,
    path: `/tickets/open/${ticket.number}${anchor}`,
  };
}
