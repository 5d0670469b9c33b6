/**
 * The hub of this process: follows the event log once and tells every open socket what its user may see.
 *
 * Access is checked when an event is sent, never when a socket opens: rights and owners change while it is open.
 */
import type pg from "pg";
import { canSeeTickets } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import { isTooOld, logEnd, readLog } from "#platform/events.ts";
import type { Keepers } from "#platform/http/entry.ts";
import { hearNudges, type Signal } from "#platform/nudge.ts";
import { inTurn, type Listener } from "./listener.ts";
import { forgetStale, peopleOn } from "./presence.ts";
import type { House } from "./renew.ts";
import { batchOf, tell, tellOne } from "./tell.ts";

export type Hub = {
  join(listener: Listener, after: string | undefined): void;
  leave(listener: Listener): void;
  /** Says that the line stands, and up to where the log has been told. */
  beat(listener: Listener): void;
  /** Sockets open now. */
  size(): number;
  close(): Promise<void>;
};

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
    beat: (listener) => follower.beat(listener),
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
      if (this.listeners.size === 0) this.#jumpTo(await logEnd(this.#house.platform.db));
      const upTo = this.#cursor;
      this.listeners.add(listener);
      await catchUp(this.#house, listener, after, upTo);
    });
  }

  /** Nobody listened, so nothing is skipped; but another may have joined while the end was looked up. */
  #jumpTo(end: string) {
    if (this.listeners.size === 0) this.#cursor = end;
  }

  /** Everything up to the cursor as it is now waits in the listener's queue, before this. */
  beat(listener: Listener) {
    if (!this.listeners.has(listener)) return;
    const cursor = this.#cursor;
    inTurn(listener, () => listener.send({ kind: "beat", cursor }));
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
  await tellOne(house, listener, batchOf(house, listener.deskId, missed.events));
}

async function hearSignal(platform: Platform, listeners: Set<Listener>, what: Signal) {
  if (what.kind === "presence") return hearPresence(platform, listeners, what);
  const own = [...listeners].filter(
    ({ deskId, agent }) => deskId === what.deskId && agent.id === what.userId,
  );
  if (what.kind === "notification") {
    for (const { send } of own) send({ kind: "notification" });
    return;
  }
  const { kind, ticketNumber } = what;
  for (const { tabId, send } of own) {
    if (tabId === what.tabId) continue;
    send(kind === "read" ? { kind, ticketNumber } : { kind, ticketNumber, tabId: what.tabId });
  }
}

/** Whose right to the ticket has ended may still be on it for a moment: each user is looked at anew. */
async function hearPresence(
  platform: Platform,
  listeners: Set<Listener>,
  { deskId, ticketId }: Signal & { kind: "presence" },
) {
  const there = [...listeners].filter(
    (one) => one.deskId === deskId && one.ticket?.id === ticketId,
  );
  if (there.length === 0) return;
  const people = await peopleOn(platform, deskId, ticketId);
  for (const [userId, lines] of Map.groupBy(there, ({ agent }) => agent.id)) {
    const agent = lines[0]?.agent;
    if (!agent || !(await canSeeTickets(platform.db, agent, [ticketId])).has(ticketId)) continue;
    const others = people.filter((one) => one.userId !== userId);
    for (const { ticket, send } of lines)
      if (ticket?.id === ticketId)
        send({ kind: "presence", ticketNumber: ticket.number, people: others });
  }
}
