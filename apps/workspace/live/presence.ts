import type { Doing, Presence } from "#contract/live.ts";
import { say } from "./socket.ts";
import { store, useStore } from "./store.ts";

const nobody: Presence[] = [];
const people = store<ReadonlyMap<number, Presence[]>>(new Map());
let mine: { ticketNumber: number | null; doing: Doing } = { ticketNumber: null, doing: "viewing" };

/** Everybody else who has this ticket open now. */
export function usePresence(number: number): Presence[] {
  return useStore(people).get(number) ?? nobody;
}

/** Tells the others what I am doing on which ticket; null = on none. */
export function announce(ticketNumber: number | null, doing: Doing): void {
  if (mine.ticketNumber === ticketNumber && mine.doing === doing) return;
  mine = { ticketNumber, doing };
  announceAgain();
}

/** Says it once more, after a new connection; from then on the pings of the line renew it. */
export function announceAgain(): void {
  say({ kind: "presence", ...mine });
}

/** The server's word on who else is there. */
export function heardPresence(number: number, there: Presence[]): void {
  people.set(new Map(people.get()).set(number, there));
}

/** The line was cut: nobody knows who is where. */
export function forgetPresence(): void {
  people.set(new Map());
}
