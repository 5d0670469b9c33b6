/** The live socket at /api/v1/live. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RawData, WebSocket } from "ws";
import { type Doing, type LiveMessage, LiveSignal, openLive } from "#contract/live.ts";
import { findTicket } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import { credentialOf, enterAsAgent, type Keepers } from "#platform/http/entry.ts";
import { inputReader } from "#platform/http/input.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import type { Hub } from "./hub.ts";
import { inTurn, type Listener } from "./listener.ts";
import { arrive, depart, peopleOn } from "./presence.ts";
import { renew } from "./renew.ts";

const heartbeatMs = 15_000;
/** A socket that reads so slowly is ended; its client comes back and catches up. */
const mostBufferedBytes = 1_000_000;

export function mountSocket(app: FastifyInstance, platform: Platform, keepers: Keepers, hub: Hub) {
  const readInput = inputReader(openLive);
  app.get(
    openLive.path,
    {
      websocket: true,
      preValidation: async (request) => {
        if (request.headers.upgrade === undefined) throw refuse("bad_request");
        const { desk, agent } = await enterAsAgent(platform, keepers, request, openLive);
        const { after, tab } = readInput(request) as { after?: string; tab?: string };
        const credential = credentialOf(request);
        if (!credential) throw refuse("signed_out");
        entered.set(request, { deskId: desk.id, agent, credential, after, tabId: tab ?? newId() });
      },
    },
    (socket, request) => open(platform, keepers, hub, socket, request),
  );
}

type Entered = Pick<Listener, "deskId" | "agent" | "credential" | "tabId"> & {
  after: string | undefined;
};
const entered = new WeakMap<FastifyRequest, Entered>();

function open(
  platform: Platform,
  keepers: Keepers,
  hub: Hub,
  socket: WebSocket,
  request: FastifyRequest,
) {
  const who = entered.get(request);
  if (!who) return socket.close(1011, "try again");
  const { after, ...identity } = who;
  const listener: Listener = {
    ...identity,
    ticket: null,
    queue: Promise.resolve(),
    send: (message) => sendTo(socket, message),
    close: (code, reason) => socket.close(code, reason),
  };
  socket.on("error", () => undefined);
  if (!countLine(socket, listener)) return socket.close(4429, "too many lines");
  const stop = keepAlive(platform, keepers, hub, socket, listener);
  hearAll(platform, socket, listener);
  hub.join(listener, after);
  // What was cut between their entry and this moment, nobody has told.
  inTurn(listener, () => renew({ platform, keepers }, listener).then(noop));
  socket.on("close", () => {
    stop();
    // After what it is doing, or it would join and arrive once it has left.
    inTurn(listener, async () => {
      hub.leave(listener);
      if (listener.ticket) await depart(platform, listener);
    });
  });
}

/** Of one user in this process; the tabs of all their devices are fewer. */
const mostLines = 100;
const linesOf = new Map<string, number>();

function countLine(socket: WebSocket, { deskId, agent }: Listener): boolean {
  const key = `${deskId} ${agent.id}`;
  const lines = linesOf.get(key) ?? 0;
  if (lines >= mostLines) return false;
  linesOf.set(key, lines + 1);
  socket.on("close", () => {
    const left = (linesOf.get(key) ?? 1) - 1;
    if (left > 0) linesOf.set(key, left);
    else linesOf.delete(key);
  });
  return true;
}

/** Signals between two heartbeats; a person gives a handful. Each waits in the queue, so this bounds it, too. */
const mostSignals = 200;

function hearAll(platform: Platform, socket: WebSocket, listener: Listener) {
  let [since, said] = [performance.now(), 0];
  socket.on("message", (data) => {
    const now = performance.now();
    if (now - since > heartbeatMs) [since, said] = [now, 0];
    if (++said <= mostSignals) inTurn(listener, () => hear(platform, listener, textOf(data)));
    else socket.close(4429, "too many signals");
  });
}

function sendTo(socket: WebSocket, message: LiveMessage) {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostBufferedBytes) return socket.close(1013, "too slow");
  socket.send(JSON.stringify(message));
}

/** A half-open line tells nobody that it is one: whoever has not answered the last ping is gone. */
function keepAlive(
  platform: Platform,
  keepers: Keepers,
  hub: Hub,
  socket: WebSocket,
  listener: Listener,
) {
  let answered = true;
  socket.on("pong", () => (answered = true));
  const beat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    hub.beat(listener);
    // An expired session ends its sockets here. A database that is away does not.
    inTurn(listener, () => renew({ platform, keepers }, listener).then(noop, noop));
  }, heartbeatMs);
  return () => clearInterval(beat);
}

const noop = () => undefined;

async function hear(platform: Platform, listener: Listener, data: string) {
  const said = LiveSignal.safeParse(parse(data));
  if (!said.success) return;
  if (said.data.kind === "presence") return beOn(platform, listener, said.data);
  const { ticket } = listener;
  if (ticket) await beOn(platform, listener, { ticketNumber: ticket.number, doing: ticket.doing });
}

type Place = { ticketNumber: number | null; doing: Doing };

/** Also what a ping does: whoever may not see the ticket any more is no longer there. */
async function beOn(platform: Platform, listener: Listener, { ticketNumber, doing }: Place) {
  const before = listener.ticket;
  const ticket =
    ticketNumber === null
      ? null
      : await findTicket(platform.db, listener.agent, ticketNumber).catch(() => null);
  if (!ticket) {
    listener.ticket = null;
    return depart(platform, listener);
  }
  listener.ticket = { id: ticket.id, number: ticket.number, doing };
  await arrive(platform, listener, listener.ticket);
  if (before?.id === ticket.id) return;
  const people = await peopleOn(platform, listener.deskId, ticket.id);
  listener.send({
    kind: "presence",
    ticketNumber: ticket.number,
    people: people.filter(({ userId }) => userId !== listener.agent.id),
  });
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString("utf8");
}
