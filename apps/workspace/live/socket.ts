import { LiveMessage, type LiveSignal } from "#contract/live.ts";
import { store } from "./store.ts";

export type Line = "connecting" | "open" | "away";

/** `away` = no line to the server for longer than a moment. */
export const line = store<Line>("connecting");
/** Names this browser tab to the server, so that it does not hear its own drafts. */
export const tabId = crypto.randomUUID();

type Heard = {
  message(message: LiveMessage): void;
  opened(again: boolean): void;
  /** The server ended the line, or did not let it open: perhaps we are nobody here any more. */
  refused(): void;
};

const sessionEnded = 4401;

const heartbeat = 15_000;
const patience = 1500;
/** The server says something every 15 s: a line that is silent for longer is none, whatever the browser thinks. */
const silence = 40_000;
let heardAt = 0;
let socket: WebSocket | null = null;
let cursor: string | null = null;
let attempts = 0;
let heard: Heard | null = null;
let retryAt: ReturnType<typeof setTimeout> | undefined;
let awayAt: ReturnType<typeof setTimeout> | undefined;
let beat: ReturnType<typeof setInterval> | undefined;

/** Opens the one line to the server and keeps it open until the returned function is called. */
export function listen(to: Heard): () => void {
  heard = to;
  connect();
  beat = setInterval(pulse, heartbeat);
  const soon = () => {
    pulse();
    reconnectNow();
  };
  window.addEventListener("online", soon);
  window.addEventListener("offline", giveUp);
  document.addEventListener("visibilitychange", soon);
  return () => {
    window.removeEventListener("online", soon);
    window.removeEventListener("offline", giveUp);
    document.removeEventListener("visibilitychange", soon);
    clearInterval(beat);
    clearTimeout(retryAt);
    clearTimeout(awayAt);
    awayAt = undefined;
    heard = null;
    cursor = null;
    socket?.close();
    socket = null;
    line.set("connecting");
  };
}

/** Sends a signal if the line is open; signals are about now, so none is kept for later. */
export function say(signal: LiveSignal): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(signal));
}

function pulse(): void {
  if (socket && Date.now() - heardAt >= silence) giveUp();
  else say({ kind: "ping" });
}

/** A browser waits up to a minute for the server to agree to the end of a line: nobody there may answer. */
function giveUp(): void {
  if (!socket) return;
  const dead = socket;
  socket = null;
  dead.close();
  wait();
}

function connect(): void {
  if (!heard) return;
  heardAt = Date.now();
  const url = new URL("/api/v1/live", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("tab", tabId);
  const again = cursor !== null;
  if (cursor) url.searchParams.set("after", cursor);
  const opening = new WebSocket(url);
  socket = opening;
  let wasOpen = false;
  opening.addEventListener("open", () => {
    if (socket !== opening) return;
    wasOpen = true;
    attempts = 0;
    clearTimeout(awayAt);
    awayAt = undefined;
    line.set("open");
    heard?.opened(again);
  });
  opening.addEventListener("message", (message) => socket === opening && receive(message.data));
  opening.addEventListener("close", ({ code }) => {
    if (socket !== opening) return;
    socket = null;
    wait();
    if (code === sessionEnded || !wasOpen) heard?.refused();
  });
}

function receive(data: unknown): void {
  heardAt = Date.now();
  if (typeof data !== "string") return;
  const read = LiveMessage.safeParse(JSON.parse(data));
  if (!read.success) return;
  const message = read.data;
  if (message.kind === "hello" && cursor === null) cursor = message.cursor;
  if (message.kind === "event") cursor = message.event.cursor;
  if (message.kind === "resync" || message.kind === "beat") cursor = message.cursor;
  heard?.message(message);
}

/** Backs off from half a second to fifteen, with jitter, so that a restarted server is not met by everybody at once. */
function wait(): void {
  if (!heard) return;
  awayAt ??= setTimeout(() => line.set("away"), patience);
  const pause = Math.min(15_000, 500 * 2 ** attempts) * (0.5 + Math.random());
  attempts += 1;
  clearTimeout(retryAt);
  retryAt = setTimeout(connect, pause);
}

function reconnectNow(): void {
  if (document.visibilityState === "hidden" || socket) return;
  clearTimeout(retryAt);
  attempts = 0;
  connect();
}
