/** One open socket: who listens, from where in the log, and on which ticket they are. */
import type { Doing, LiveMessage } from "#contract/live.ts";
import type { Agent } from "#platform/call.ts";
import type { Credential } from "#platform/http/entry.ts";

export type Listener = {
  deskId: string;
  /** Read anew when rights or the session change. */
  agent: Agent;
  credential: Credential;
  tabId: string;
  /** The ticket they have open, for presence. */
  ticket: { id: string; number: number; doing: Doing } | null;
  send(message: LiveMessage): void;
  /** 4401: the session ended. 4429: more signals or lines than anybody needs. */
  close(code: number, reason: string): void;
  /** Messages go out in this order: what was missed first, then what happens. */
  queue: Promise<void>;
};

/** Runs after everything that was queued for this listener before; a failure ends the socket, the client comes back. */
export function inTurn(listener: Listener, step: () => Promise<void> | void) {
  listener.queue = listener.queue.then(step).catch(() => listener.close(1011, "try again"));
}
