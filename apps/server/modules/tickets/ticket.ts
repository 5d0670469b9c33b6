/** The rules of a ticket that need nothing but itself. */
import type { Selectable } from "kysely";
import type { FormerPlace } from "#contract/live.ts";
import type { Pipeline, Status } from "#contract/pipelines.ts";
import type { Tickets } from "#platform/schema.gen.ts";

export type Ticket = Selectable<Tickets>;

/**
 * The moment of a change: now, but always after what was last done to the ticket, whatever the clocks of two
 * processes say. So the order of a conversation is the order in which it was committed.
 */
export function momentOn(ticket: Pick<Ticket, "updated_at">, now: Date): Date {
  return new Date(Math.max(now.getTime(), ticket.updated_at.getTime() + 1));
}

/** What entering a status changes on a ticket: close dates with a closed one, the reopen date with an open one. */
export function statusColumns(
  ticket: Pick<Ticket, "open" | "closed_at" | "last_closed_at" | "reopened_at">,
  { status, pipeline }: { status: Status; pipeline: Pick<Pipeline, "closeDate"> },
  at: Date,
) {
  const open = status.kind === "open";
  const { closed_at, last_closed_at, reopened_at } = ticket;
  const place = { status_id: status.id, open };
  if (open === ticket.open) return { ...place, closed_at, last_closed_at, reopened_at };
  const { closeDate } = pipeline;
  return open
    ? {
        ...place,
        closed_at: closeDate === "cleared_on_reopen" ? null : closed_at,
        last_closed_at,
        reopened_at: at,
      }
    : {
        ...place,
        closed_at: closeDate === "first_close" ? (closed_at ?? at) : at,
        last_closed_at: at,
        reopened_at,
      };
}

/** The beginning of a message on one line, for lists. */
export function previewOf(text: string): string {
  const line = text.slice(0, 2000).replaceAll(/\s+/g, " ").trim();
  const letters = [...line];
  const shown = letters.length > 200 ? [...letters.slice(0, 199), "…"] : letters;
  return shown.join("").toWellFormed();
}

/** How the owner is written in the history: a user's or team's id, null for nobody. */
export function ownerOf(ticket: Pick<Ticket, "owner_user_id" | "owner_team_id">): string | null {
  return ticket.owner_user_id ?? ticket.owner_team_id;
}

/** For the event log, so that those who lose sight of the ticket hear of it. */
export function formerPlace(
  ticket: Pick<Ticket, "owner_user_id" | "owner_team_id" | "pipeline_id">,
): FormerPlace {
  const { owner_user_id, owner_team_id, pipeline_id: formerPipelineId } = ticket;
  if (owner_user_id) return { formerOwnerUserId: owner_user_id, formerPipelineId };
  if (owner_team_id) return { formerOwnerTeamId: owner_team_id, formerPipelineId };
  return { formerlyUnassigned: true, formerPipelineId };
}
