/** A browser's end of the live socket. */
import WebSocket from "ws";
import type { LiveMessage, LiveSignal } from "#contract/live.ts";
import type { Person, TestDesk } from "#testkit";

/** An event is told when no older transaction is open, and other tests on the same server have long ones. */
const patience = 30_000;
const open: WebSocket[] = [];

export function hangUp() {
  open.splice(0).forEach((socket) => socket.close());
}

export type Line = {
  heard: LiveMessage[];
  until: (want: (message: LiveMessage) => boolean) => Promise<LiveMessage>;
  say: (signal: LiveSignal) => void;
  closed: Promise<number>;
};

export async function listen(
  acme: TestDesk,
  who: Person | { token: string },
  query = "",
  url?: string,
  options: WebSocket.ClientOptions = {},
): Promise<Line> {
  const at = (url ?? (await acme.house.url())).replace("http", "ws");
  const headers = { host: acme.host, ...credentialOf(who) };
  const socket = new WebSocket(`${at}/api/v1/live${query}`, { headers, ...options });
  open.push(socket);
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  socket.on("error", () => undefined);
  const say = (signal: LiveSignal) => socket.send(JSON.stringify(signal));
  return { ...hear(socket), closed, say };
}

function hear(socket: WebSocket): Pick<Line, "heard" | "until"> {
  const heard: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    heard.push(JSON.parse((data as Buffer).toString("utf8")) as LiveMessage);
    waiting.forEach((look) => look());
  });
  const until = (want: (message: LiveMessage) => boolean) =>
    new Promise<LiveMessage>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not heard; only ${JSON.stringify(heard)}`)),
        patience,
      );
      const look = () => {
        const found = heard.find(want);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { heard, until };
}

function credentialOf(who: Person | { token: string }): Record<string, string> {
  return "token" in who
    ? { authorization: `Bearer ${who.token}` }
    : { cookie: `sportello_session=${who.session}` };
}

export const isEvent = (type: string) => (message: LiveMessage) =>
  message.kind === "event" && message.event.type === type;
export const isKind = (kind: LiveMessage["kind"]) => (message: LiveMessage) =>
  message.kind === kind;

const ownReach = { reach: "own", unassigned: false } as const;
export const ownOnly = { tickets: { view: ownReach, edit: ownReach, delete: ownReach } };
