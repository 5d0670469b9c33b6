/** Mentions: who a comment names, until they say that it is dealt with. */
import { sql } from "kysely";
import {
  namedIn,
  type resolveMention as resolveContract,
  type whoCannotSee as blindContract,
} from "#contract/comments.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { mayWork } from "#contract/rights.ts";
import { agentsById, isHidden, membersOf, usersById } from "#modules/people";
import type { Agent, Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { canSeeTickets, findTicket } from "./access.ts";
import { beginFollowing } from "./follow.ts";
import type { Ticket } from "./ticket.ts";

const mostNamed = 100;

/** Users of this desk whom the comment names, by themselves or with their team, each once. */
export function mentionsIn(tx: Tx, deskId: string, html: string): Promise<string[]> {
  return usersAmong(tx, deskId, fewNamedIn(html));
}

/** Each is looked at while the ticket is held: more than a hundred is nobody's comment. @throws Refusal html_too_complex */
export function fewNamedIn(html: string): string[] {
  const named = namedIn(html);
  if (named.length > mostNamed) throw refuse("html_too_complex");
  return named;
}

/** Of ids of users and teams: these users, and who is in these teams. */
async function usersAmong(db: Db | Tx, deskId: string, ids: readonly string[]): Promise<string[]> {
  const named = [...new Set(ids)];
  if (named.length === 0) return [];
  const members = await membersOf(db, deskId, named);
  const users = await usersById(db, deskId, [...new Set([...named, ...members])]);
  return [...users.keys()];
}

/**
 * Kept for those who may see the ticket: a name says nothing to whoever cannot read the comment. Whom it named once and
 * does not now stays known, so that naming them again does not tell them again.
 */
export async function keepMentions(
  tx: Tx,
  ticket: Ticket,
  comment: { id: string; at: Date; mentions: readonly string[] },
): Promise<void> {
  const blind = new Set(await blindAmong(tx, ticket, comment.mentions));
  const told = comment.mentions.filter((id) => !blind.has(id));
  await nameOnly(tx, ticket, comment.id, told);
  if (told.length === 0) return;
  const of = { desk_id: ticket.desk_id, ticket_id: ticket.id, message_id: comment.id };
  await tx
    .insertInto("ticket_mentions")
    .values(told.map((user_id) => ({ ...of, user_id, at: comment.at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await beginFollowing(tx, ticket, told, comment.at);
}

/** Of those whom a comment has named, only these still count; none when it is deleted. */
export async function nameOnly(
  tx: Tx,
  ticket: Ticket,
  messageId: string,
  userIds: readonly string[],
): Promise<void> {
  await sql`
    update ticket_mentions set gone = not (user_id = any(${[...userIds]}::uuid[]))
    where desk_id = ${ticket.desk_id} and message_id = ${messageId}`.execute(tx);
}

export async function resolveMention(
  { db, agent, now }: Call,
  { number, messageId, resolved }: InputOf<typeof resolveContract>,
): Promise<OutputOf<typeof resolveContract>> {
  const ticket = await findTicket(db, agent, number);
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("ticket_mentions")
      .set({ resolved_at: resolved ? now : null })
      .where("desk_id", "=", agent.deskId)
      .where("ticket_id", "=", ticket.id)
      .where("message_id", "=", messageId)
      .where("user_id", "=", agent.id)
      .where("gone", "=", false)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw refuse("mention_not_found");
    const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
    const { desk_id: deskId } = ticket;
    await publish(tx, { type: "ticket.updated", deskId, at: now, ids, byUserId: agent.id });
  });
  return { resolved };
}

/** Whom a mention on this ticket would not reach, so that the author knows before saving. */
export async function whoCannotSee(
  { db, agent }: Call,
  { number, ids }: InputOf<typeof blindContract>,
): Promise<OutputOf<typeof blindContract>> {
  const ticket = await findTicket(db, agent, number);
  const userIds = await blindAmong(db, ticket, await usersAmong(db, agent.deskId, ids));
  return { userIds, shareableIds: await shareableAmong(db, ticket, ids) };
}

/** The users and teams among these that sharing the ticket would help to see it. */
export async function shareableAmong(
  db: Db | Tx,
  ticket: Ticket,
  ids: readonly string[],
): Promise<string[]> {
  const shareable: string[] = [];
  for (const id of new Set(ids)) {
    const blind = await blindAmong(db, ticket, await usersAmong(db, ticket.desk_id, [id]));
    const people = await agentsById(db, ticket.desk_id, blind);
    if (people.some((one) => mayWork(one.rights) && !isHidden(one, ticket.pipeline_id)))
      shareable.push(id);
  }
  return shareable;
}

async function blindAmong(db: Db | Tx, ticket: Ticket, userIds: readonly string[]) {
  const agents = new Map(
    (await agentsById(db, ticket.desk_id, userIds)).map((agent) => [agent.id, agent]),
  );
  const blind: string[] = [];
  for (const id of userIds) {
    const agent = agents.get(id);
    const sees =
      agent && mayWork(agent.rights) && (await canSeeTickets(db, agent, [ticket.id])).size > 0;
    if (!sees) blind.push(id);
  }
  return blind;
}

/** How a mention of mine on this message stands; null where I am not named. */
export function mentionOf(agent: Pick<Agent, "id">) {
  return sql<"open" | "resolved" | null>`(
    select case when n.resolved_at is null then 'open' else 'resolved' end from ticket_mentions n
    where n.desk_id = messages.desk_id and n.message_id = messages.id and n.user_id = ${agent.id} and not n.gone)`;
}
