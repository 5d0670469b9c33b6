/** What each open socket is told of the events of a batch: only what its user may see at this moment. */
import { mayOnTicket, membersOf } from "#modules/people";
import { canSeeTickets } from "#modules/tickets";
import type { Agent } from "#platform/call.ts";
import type { DeskEvent } from "#platform/events.ts";
import { inTurn, type Listener } from "./listener.ts";
import { depart } from "./presence.ts";
import { type House, renew } from "./renew.ts";

export function tell(house: House, listeners: Set<Listener>, events: DeskEvent[]) {
  for (const [deskId, own] of Map.groupBy(events, (event) => event.deskId)) {
    const batch = batchOf(house, deskId, own);
    for (const listener of listeners)
      if (listener.deskId === deskId) inTurn(listener, () => tellOne(house, listener, batch));
  }
}

export async function tellOne(house: House, listener: Listener, batch: Batch) {
  const why = await touchesRights(batch, listener);
  if (why && !(await readAgain(house, listener, why))) return;
  const visible = await batch.visibleTo(listener.agent);
  await leaveHidden(house, listener, batch, visible);
  for (const event of batch.events) {
    const { ticketId, ticketNumber } = event.ids;
    if (!ticketId || visible.has(ticketId)) listener.send({ kind: "event", event: outside(event) });
    else if (ticketNumber !== undefined && couldSee(listener, event))
      listener.send({ kind: "hidden", ticketNumber });
  }
}

/** Whoever may not see a ticket is not seen on it either. */
async function leaveHidden(
  { platform }: House,
  listener: Listener,
  { events }: Batch,
  visible: Set<string>,
) {
  const id = listener.ticket?.id;
  if (!id || visible.has(id) || !events.some(({ ids }) => ids.ticketId === id)) return;
  listener.ticket = null;
  await depart(platform, listener);
}

type Batch = ReturnType<typeof batchOf>;

/** Events of one desk, and what is asked about them: once a user, however many sockets they have open. */
export function batchOf({ platform: { db } }: House, deskId: string, events: DeskEvent[]) {
  const ticketIds = [...new Set(events.flatMap(({ ids }) => ids.ticketId ?? []))];
  const teamIds = new Set(
    events.flatMap(({ type, ids }) => (ofTeams.has(type) ? (ids.teamId ?? []) : [])),
  );
  const seen = new Map<string, Promise<Set<string>>>();
  let members: Promise<Set<string>> | undefined;
  return {
    events,
    teamIds,
    visibleTo: (agent: Agent) => {
      const visible = seen.get(agent.id) ?? canSeeTickets(db, agent, ticketIds);
      seen.set(agent.id, visible);
      return visible;
    },
    /** Users who are in one of the changed teams now. */
    members: () => (members ??= membersOf(db, deskId, [...teamIds])),
  };
}

const ofTeams = new Set(["team.changed", "team.deleted"]);

/** Somebody else's log shows neither the desk nor where the ticket was before. */
function outside({ deskId: _desk, ids, ...event }: DeskEvent) {
  const {
    formerOwnerUserId: _user,
    formerOwnerTeamId: _team,
    formerlyUnassigned: _,
    formerPipelineId: _pipeline,
    ...shown
  } = ids;
  return { ...event, ids: shown };
}

function couldSee(listener: Listener, event: DeskEvent) {
  const { agent } = listener;
  const { ids } = event;
  if (event.type === "ticket.unshared") return isSharedWith(listener, event);
  const { formerOwnerUserId, formerOwnerTeamId, formerlyUnassigned, formerPipelineId } = ids;
  if (!formerOwnerUserId && !formerOwnerTeamId && !formerlyUnassigned) return false;
  const owner = {
    owner_user_id: formerOwnerUserId ?? null,
    owner_team_id: formerOwnerTeamId ?? null,
    pipeline_id: formerPipelineId ?? "",
  };
  return mayOnTicket(agent, "view", owner);
}

/** Sharing changes what those see with whom it is shared, and nothing else for them. */
function isSharedWith({ agent }: Listener, { type, ids }: DeskEvent) {
  if (type !== "ticket.shared" && type !== "ticket.unshared") return false;
  return ids.userId === agent.id || agent.teamIds.includes(ids.teamId ?? "");
}

/** A team concerns those who are in it, and those who were; a pipeline may have been limited to anybody. */
async function touchesRights(batch: Batch, listener: Listener): Promise<"user" | "others" | null> {
  const { agent } = listener;
  const ownChange = ({ type, ids }: DeskEvent) =>
    type === "user.changed" && ids.userId === agent.id;
  if (batch.events.some(ownChange)) return "user";
  if (
    batch.events.some((event) => event.type === "pipeline.changed" || isSharedWith(listener, event))
  )
    return "others";
  if (batch.teamIds.size === 0) return null;
  if (agent.teamIds.some((id) => batch.teamIds.has(id))) return "others";
  return (await batch.members()).has(agent.id) ? "others" : null;
}

/** False when the session has ended. */
async function readAgain(house: House, listener: Listener, why: "user" | "others") {
  const rights = await renew(house, listener);
  if (rights === "same" && why === "user") listener.send({ kind: "session" });
  return rights !== "ended";
}
