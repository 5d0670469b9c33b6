/**
 * The hub of this process: follows the event log once and tells every open socket what its user may see.
 *
 * Access is checked when an event is sent, never when a socket opens: rights and owners change while it is open.
 */
import type pg from "pg";
import { mayOnTicket } from "#modules/people";
import { canSeeTickets } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import { type DeskEvent, isTooOld, logEnd, readLog } from "#platform/events.ts";
import type { Keepers } from "#platform/http/entry.ts";
import { hearNudges, type Signal } from "#platform/nudge.ts";
import { inTurn, type Listener } from "./listener.ts";
import { forgetStale, peopleOn } from "./presence.ts";

export type Hub = {
  join(listener: Listener, after: string | undefined): void;
  leave(listener: Listener): void;
  /** Sockets open now. */
  size(): number;
  close(): Promise<void>;
};

type House = { platform: Platform; keepers: Keepers };

const batch = 500;
/** More than this behind, reading everything again is cheaper than being told each step. */
const mostMissed = 1000;

export async function startHub(
  platform: Platform,
  keepers: Keepers,
  connection: pg.PoolConfig,
): Promise<Hub> {
  const follower = new Follower({ platform, keepers }, await logEnd(platform.db));
  const nudges = await hearNudges(connection, platform.log, {
    events: () => void follower.follow(),
    signal: (what) => void hearSignal(platform, follower.listeners, what).catch(() => undefined),
  });
  // A slow transaction holds the log back without a nudge of its own when it ends.
  const clock = setInterval(() => void follower.follow(), 1000);
  const sweep = setInterval(() => void forgetStale(platform).catch(() => undefined), 10_000);
  return {
    join: (listener, after) => follower.join(listener, after),
    leave: (listener) => void follower.listeners.delete(listener),
    size: () => follower.listeners.size,
    close: async () => {
      clearInterval(clock);
      clearInterval(sweep);
      for (const listener of follower.listeners) listener.close(1001, "the server is restarting");
      await nudges.close();
    },
  };
}

/** Where this process stands in the log, and who listens to it. */
class Follower {
  readonly listeners = new Set<Listener>();
  readonly #house: House;
  #cursor: string;
  #wanted = false;
  #reading = false;

  constructor(house: House, cursor: string) {
    this.#house = house;
    this.#cursor = cursor;
  }

  join(listener: Listener, after: string | undefined) {
    inTurn(listener, async () => {
      if (this.listeners.size === 0) this.#cursor = await logEnd(this.#house.platform.db);
      const upTo = this.#cursor;
      this.listeners.add(listener);
      await catchUp(this.#house, listener, after, upTo);
    });
  }

  /** Reads on until nothing new is there; a nudge while it reads makes it look once more. */
  async follow() {
    this.#wanted = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#wanted && this.listeners.size > 0) await this.#readOn();
    } catch (error) {
      this.#house.platform.log.debug(
        { err: error },
        "the event log could not be read; trying again",
      );
    } finally {
      this.#reading = false;
    }
  }

  async #readOn() {
    this.#wanted = false;
    const { db } = this.#house.platform;
    const { events, resync } = await readLog(db, this.#cursor, { deskId: null, limit: batch });
    if (resync) {
      this.#cursor = await logEnd(db);
      for (const listener of this.listeners)
        listener.send({ kind: "resync", cursor: this.#cursor });
    }
    this.#cursor = events.at(-1)?.cursor ?? this.#cursor;
    tell(this.#house, this.listeners, events);
    if (events.length === batch) this.#wanted = true;
  }
}

/** What a listener missed, or the word to ask for everything again. */
async function catchUp(house: House, listener: Listener, after: string | undefined, upTo: string) {
  if (!after) return listener.send({ kind: "hello", cursor: upTo });
  const { db } = house.platform;
  const missed = await readLog(db, after, { deskId: listener.deskId, limit: mostMissed }).catch(
    () => null,
  );
  const lost =
    !missed ||
    missed.resync ||
    missed.events.length === mostMissed ||
    (await isTooOld(db, listener.deskId, after));
  if (lost) return listener.send({ kind: "resync", cursor: upTo });
  listener.send({ kind: "hello", cursor: after });
  await tellOne(house, listener, missed.events);
}

function tell(house: House, listeners: Set<Listener>, events: DeskEvent[]) {
  const byDesk = Map.groupBy(events, ({ deskId }) => deskId);
  for (const listener of listeners) {
    const own = byDesk.get(listener.deskId);
    if (own) inTurn(listener, () => tellOne(house, listener, own));
  }
}

async function tellOne(house: House, listener: Listener, events: DeskEvent[]) {
  if (events.some((event) => touchesRights(event, listener))) {
    if (!(await readAgain(house, listener))) return;
  }
  const ids = [...new Set(events.flatMap(({ ids: { ticketId } }) => (ticketId ? [ticketId] : [])))];
  const visible =
    ids.length > 0
      ? await canSeeTickets(house.platform.db, listener.agent, ids)
      : new Set<string>();
  for (const event of events) {
    const { ticketId, ticketNumber } = event.ids;
    if (!ticketId || visible.has(ticketId)) listener.send({ kind: "event", event: outside(event) });
    else if (ticketNumber !== undefined && couldSee(listener, event))
      listener.send({ kind: "hidden", ticketNumber });
  }
}

/** Somebody else's log shows neither the desk nor the former owner. */
function outside({ deskId: _desk, ids, ...event }: DeskEvent) {
  const {
    formerOwnerUserId: _user,
    formerOwnerTeamId: _team,
    formerlyUnassigned: _,
    ...shown
  } = ids;
  return { ...event, ids: shown };
}

function couldSee({ agent }: Listener, { type, ids }: DeskEvent) {
  if (type === "ticket.deleted") return true;
  const { formerOwnerUserId, formerOwnerTeamId, formerlyUnassigned } = ids;
  if (!formerOwnerUserId && !formerOwnerTeamId && !formerlyUnassigned) return false;
  const owner = {
    owner_user_id: formerOwnerUserId ?? null,
    owner_team_id: formerOwnerTeamId ?? null,
  };
  return mayOnTicket(agent, "view", owner);
}

function touchesRights({ type, ids }: DeskEvent, { agent }: Listener) {
  if (type === "team.changed" || type === "team.deleted") return true;
  return type === "user.changed" && ids.userId === agent.id;
}

/** False when the session has ended: the socket ends with it. */
async function readAgain({ platform, keepers }: House, listener: Listener): Promise<boolean> {
  const desk = { id: listener.deskId, name: "" };
  const agent = await keepers.identify(platform, desk, listener.credential);
  if (!agent) {
    listener.close(4401, "signed out");
    return false;
  }
  listener.agent = agent;
  listener.send({ kind: "session" });
  return true;
}

async function hearSignal(platform: Platform, listeners: Set<Listener>, what: Signal) {
  if (what.kind === "presence") {
    const there = [...listeners].filter(
      ({ deskId, ticket }) => deskId === what.deskId && ticket?.id === what.ticketId,
    );
    if (there.length === 0) return;
    const people = await peopleOn(platform, what.deskId, what.ticketId);
    for (const { ticket, agent, send } of there) {
      if (ticket)
        send({
          kind: "presence",
          ticketNumber: ticket.number,
          people: people.filter(({ userId }) => userId !== agent.id),
        });
    }
    return;
  }
  const { kind, ticketNumber } = what;
  for (const { deskId, agent, tabId, send } of listeners) {
    if (deskId !== what.deskId || agent.id !== what.userId || tabId === what.tabId) continue;
    send(kind === "read" ? { kind, ticketNumber } : { kind, ticketNumber, tabId: what.tabId });
  }
}
