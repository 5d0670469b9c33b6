/** The views that everybody has: what each shows, and who may use it. */
import { ViewId } from "#contract/views.ts";
import type { TicketFilter } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";

/** In the order in which the screen lists them. Without a Service seat only some are there. */
export function viewsFor({ rights }: Pick<Agent, "rights">): ViewId[] {
  const seated = rights.serviceSeat || rights.superAdmin;
  return ViewId.options.filter((id) => seated || withoutSeat.has(id));
}

/** @throws Refusal view_not_found, seat_needed */
export function filterOf(agent: Pick<Agent, "id" | "rights">, view: string): TicketFilter {
  const id = ViewId.safeParse(view);
  if (!id.success) throw refuse("view_not_found");
  if (!viewsFor(agent).includes(id.data)) throw refuse("seat_needed");
  return filters[id.data](agent.id);
}

const withoutSeat: ReadonlySet<ViewId> = new Set(["mentions", "following", "open", "drafts"]);

const filters: Record<ViewId, (userId: string) => TicketFilter> = {
  unassigned: () => ({ open: true, unassigned: true }),
  mine: (userId) => ({ open: true, ownerUserId: userId }),
  mentions: () => ({ mentioned: true }),
  following: () => ({ open: true, followed: true }),
  open: () => ({ open: true }),
  drafts: () => ({ drafted: true }),
  closed: () => ({ open: false }),
};
