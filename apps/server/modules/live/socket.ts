/** The live socket at /api/v1/live. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RawData, WebSocket } from "ws";
import { type LiveMessage, LiveSignal, openLive } from "#contract/live.ts";
import { findTicket } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import { credentialOf, enterAsAgent, type Keepers } from "#platform/http/entry.ts";
import { inputReader } from "#platform/http/input.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import type { Hub } from "./hub.ts";
import { inTurn, type Listener } from "./listener.ts";
import { arrive, depart, peopleOn } from "./presence.ts";

const heartbeatMs = 25_000;
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
  const beat = setInterval(() => void heartbeat(platform, keepers, socket, listener), heartbeatMs);
  socket.on("message", (data) => inTurn(listener, () => hear(platform, listener, textOf(data))));
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearInterval(beat);
    hub.leave(listener);
    if (listener.ticket) void depart(platform, listener).catch(() => undefined);
  });
  hub.join(listener, after);
}

function sendTo(socket: WebSocket, message: LiveMessage) {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostBufferedBytes) return socket.close(1013, "too slow");
  socket.send(JSON.stringify(message));
}

/** Also the moment at which an expired session ends its sockets. */
async function heartbeat(
  platform: Platform,
  keepers: Keepers,
  socket: WebSocket,
  listener: Listener,
) {
  socket.ping();
  const desk = { id: listener.deskId, name: "" };
  const agent = await keepers
    .identify(platform, desk, listener.credential)
    .catch(() => listener.agent);
  if (!agent) return socket.close(4401, "signed out");
  listener.agent = agent;
}

async function hear(platform: Platform, listener: Listener, data: string) {
  const said = LiveSignal.safeParse(parse(data));
  if (!said.success || said.data.kind === "ping") return;
  const { ticketNumber, doing } = said.data;
  if (ticketNumber === null) {
    listener.ticket = null;
    return depart(platform, listener);
  }
  const came = listener.ticket?.number !== ticketNumber;
  const ticket = await findTicket(platform.db, listener.agent, ticketNumber).catch(() => null);
  if (!ticket) return;
  listener.ticket = { id: ticket.id, number: ticketNumber };
  await arrive(platform, listener, ticket.id, doing);
  if (!came) return;
  const people = await peopleOn(platform, listener.deskId, ticket.id);
  listener.send({
    kind: "presence",
    ticketNumber,
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
