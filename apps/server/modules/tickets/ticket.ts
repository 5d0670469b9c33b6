/** The rules of a ticket that need nothing but itself. */
import type { Selectable } from "kysely";
import type { FormerOwner } from "#contract/live.ts";
import type { Status } from "#contract/pipelines.ts";
import type { Tickets } from "#platform/schema.gen.ts";

export type Ticket = Selectable<Tickets>;

/**
 * The moment of a change: now, but always after what was last done to the ticket, whatever the clocks of two
 * processes say. So the order of a conversation is the order in which it was committed.
 */
export function momentOn(ticket: Pick<Ticket, "updated_at">, now: Date): Date {
  return new Date(Math.max(now.getTime(), ticket.updated_at.getTime() + 1));
}

/** What entering a status changes on a ticket: the close date with a closed one, the reopen date with an open one. */
export function statusColumns(
  ticket: Pick<Ticket, "open" | "closed_at" | "reopened_at">,
  status: Pick<Status, "id" | "kind">,
  at: Date,
) {
  const open = status.kind === "open";
  const turned = open !== ticket.open;
  return {
    status_id: status.id,
    open,
    closed_at: turned ? (open ? null : at) : ticket.closed_at,
    reopened_at: turned && open ? at : ticket.reopened_at,
  };
}

/** The beginning of a message on one line, for lists. */
export function previewOf(text: string): string {
  const line = text.slice(0, 2000).replaceAll(/\s+/g, " ").trim();
  return [...line].slice(0, 200).join("").toWellFormed();
}

/** How the owner is written in the history: a user's or team's id, null for nobody. */
export function ownerOf(ticket: Pick<Ticket, "owner_user_id" | "owner_team_id">): string | null {
  return ticket.owner_user_id ?? ticket.owner_team_id;
}

/** For the event log, so that those who lose sight of the ticket hear of it. */
export function formerOwner(ticket: Pick<Ticket, "owner_user_id" | "owner_team_id">): FormerOwner {
  const { owner_user_id, owner_team_id } = ticket;
  if (owner_user_id) return { formerOwnerUserId: owner_user_id };
  return owner_team_id ? { formerOwnerTeamId: owner_team_id } : { formerlyUnassigned: true };
}
