/** The views that everybody has: what each shows, and who may use it. */
import { ViewId } from "#contract/views.ts";
import type { TicketFilter } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";

/** In the order in which the screen lists them. Without a Service seat only some are there. */
export function viewsFor(agent: Pick<Agent, "rights" | "teamIds">): ViewId[] {
  return ViewId.options.filter(
    (id) => isOpenTo(agent, id) && (id !== "team" || agent.teamIds.length > 0),
  );
}

function isOpenTo({ rights }: Pick<Agent, "rights">, id: ViewId) {
  return rights.serviceSeat || rights.superAdmin || withoutSeat.has(id);
}

/** @throws Refusal view_not_found, seat_needed */
export function filterOf(agent: Asker, view: string): TicketFilter {
  const id = ViewId.safeParse(view);
  if (!id.success) throw refuse("view_not_found");
  if (!isOpenTo(agent, id.data)) throw refuse("seat_needed");
  return filters[id.data](agent);
}

const withoutSeat: ReadonlySet<ViewId> = new Set(["mentions", "following", "open", "drafts"]);

type Asker = Pick<Agent, "id" | "rights" | "teamIds">;

const filters: Record<ViewId, (agent: Asker) => TicketFilter> = {
  unassigned: () => ({ open: true, unassigned: true }),
  mine: ({ id }) => ({ open: true, ownerUserId: id }),
  team: ({ teamIds }) => ({ open: true, waitsForTeams: teamIds }),
  mentions: () => ({ mentioned: true }),
  following: () => ({ open: true, followed: true }),
  open: () => ({ open: true }),
  drafts: () => ({ drafted: true }),
  closed: () => ({ open: false }),
};
