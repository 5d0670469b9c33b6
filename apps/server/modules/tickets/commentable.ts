/** Whether a ticket that began with a call can be commented on yet (S67). */
import { sql } from "kysely";
import { deskSettings } from "#modules/desks";
import type { Agent } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Ticket } from "./ticket.ts";

type Place = Pick<Ticket, "desk_id" | "id" | "source">;

/** Others' drafts are theirs alone, so only an agent's own opens the comments before the mail is sent. */
export async function isCommentable(db: Db | Tx, agent: Agent, ticket: Place): Promise<boolean> {
  if (ticket.source !== "call") return true;
  const { commentsOnCalls } = await deskSettings(db, ticket.desk_id);
  return commentsOnCalls === "always" || hasMailOut(db, agent, ticket);
}

/** @throws Refusal comment_before_email */
export async function refuseUncommentable(tx: Tx, agent: Agent, ticket: Place) {
  if (!(await isCommentable(tx, agent, ticket))) throw refuse("comment_before_email");
}

async function hasMailOut(db: Db | Tx, agent: Agent, { desk_id, id }: Place): Promise<boolean> {
  const { rows } = await sql<{ written: boolean }>`
    select exists (
      select from messages where desk_id = ${desk_id} and ticket_id = ${id} and direction = 'outgoing'
    ) or exists (
      select from drafts where desk_id = ${desk_id} and ticket_id = ${id} and user_id = ${agent.id} and kind <> 'comment'
    ) as written`.execute(db);
  return rows[0]?.written ?? false;
}
