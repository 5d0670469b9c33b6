import type { QueryKey } from "@tanstack/react-query";
import type { Event, EventType, LiveMessage } from "#contract/live.ts";
import { readTicket } from "#contract/tickets.ts";
import { alsoChanged } from "./also.ts";
import { call, isRefused } from "./api.ts";
import { askAgain } from "./asked.ts";
import { cache } from "./cache.ts";
import { isChanging } from "./changing.ts";
import { dropTicket, knownRow, placeTicket } from "./lists.ts";
import { announceAgain, forgetPresence, heardPresence } from "./presence.ts";
import { queries } from "./queries.ts";
import { whoAmI } from "./session.ts";
import { line, listen, tabId } from "./socket.ts";
import { speaks } from "./speaks.ts";
import { store } from "./store.ts";
import { firstWord, lineOpened } from "./gap.ts";

/** Tickets that arrived or got mail from a customer since the page was opened, for whoever announces them. */
export const arrivals = store<{ number: number; type: EventType } | null>(null);

/** Keeps the one cache true for as long as somebody is signed in. Returns how to stop. */
export function follow(): () => void {
  const stop = listen({ message: apply, opened, refused: () => void whoAmI() });
  const stopLine = line.subscribe(() => line.get() === "away" && forgetPresence());
  return () => {
    stop();
    stopLine();
    clearTimeout(countsDue);
    clearTimeout(ticketsDue);
    changed.clear();
  };
}

function opened(again: boolean): void {
  announceAgain();
  lineOpened(again);
}

function apply(message: LiveMessage): void {
  switch (message.kind) {
    case "event":
      return applyEvent(message.event);
    case "draft":
      if (message.tabId !== tabId) draftChanged(message.ticketNumber);
      return;
    case "read":
      return ticketChanged(message.ticketNumber);
    case "notification":
      return refresh(queries.notifications().queryKey);
    case "presence":
      return heardPresence(message.ticketNumber, message.people);
    case "hidden":
      return hide(message.ticketNumber);
    case "resync":
      return void cache.invalidateQueries();
    case "session":
      return void whoAmI();
    case "hello":
      return firstWord();
    case "beat":
      return;
  }
}

function applyEvent({ type, ids }: Event): void {
  const number = ids.ticketNumber;
  if (number !== undefined) {
    if (type === "ticket.deleted" || type === "ticket.markedSpam") hide(number);
    else ticketChanged(number);
    if (speaks.has(type)) refresh(queries.messages(number).queryKey);
    refresh(["timeline"]);
    if (type === "ticket.updated") refresh(["file"]);
    refresh(queries.activity(number).queryKey);
    refresh(queries.access(number).queryKey);
    askAgain(type);
    if (type.startsWith("ticket.reply")) refresh(queries.scheduled(number).queryKey);
    if (type === "ticket.created" || type === "ticket.received") arrivals.set({ number, type });
  }
  for (const key of alsoChanged[type]?.(ids) ?? []) refresh(key);
  if (isAudited.has(type)) refresh(["audit"]);
}

/** Events of settings and rights: the audit log has an entry more. */
const isAudited = new Set<EventType>([
  "user.changed",
  "team.changed",
  "team.deleted",
  "desk.changed",
  "channel.changed",
  "pipeline.changed",
  "form.changed",
  "senderRule.changed",
]);

/** Asks again for what is on screen now, and for the rest when it is next looked at. */
function refresh(queryKey: QueryKey): void {
  void cache.invalidateQueries({ queryKey });
}

function draftChanged(number: number): void {
  refresh(queries.draft(number, "reply").queryKey);
  refresh(queries.draft(number, "comment").queryKey);
  refresh(queries.draft(number, "forward").queryKey);
  ticketChanged(number);
}

function hide(number: number): void {
  dropTicket(number);
  for (const key of [queries.messages(number).queryKey, queries.activity(number).queryKey])
    cache.removeQueries({ queryKey: key });
  void cache.resetQueries({ queryKey: queries.ticket(number).queryKey });
  countSoon();
}

const changed = new Set<number>();
let ticketsDue: ReturnType<typeof setTimeout> | undefined;
let countsDue: ReturnType<typeof setTimeout> | undefined;
let countedAt = 0;
let counting: Promise<void> | undefined;
let listing: Promise<void> | undefined;
/** Above this many changed tickets at a time the lists are asked for again as a whole. */
const burst = 12;

/** Collects what changed within a twentieth of a second, so that a burst of mail costs few questions. */
export function ticketChanged(number: number): void {
  changed.add(number);
  ticketsDue ??= setTimeout(settleTickets, 50);
  countSoon();
}

function settleTickets(): void {
  ticketsDue = undefined;
  const numbers = [...changed];
  changed.clear();
  const alone = numbers.length <= burst ? numbers : numbers.filter(isOpened);
  for (const number of alone) void readAgain(number);
  if (numbers.length <= burst) return;
  for (const number of numbers)
    if (!alone.includes(number))
      void cache.invalidateQueries({
        queryKey: queries.ticket(number).queryKey,
        refetchType: "none",
      });
  void listAgain();
}

/** One time after the other: a list that changes faster than it can be read would else never arrive. */
async function listAgain(): Promise<void> {
  await listing;
  listing = cache.invalidateQueries({ queryKey: ["tickets"] });
}

async function readAgain(number: number): Promise<void> {
  const { queryKey } = queries.ticket(number);
  await cache.cancelQueries({ queryKey });
  try {
    const ticket = await call(readTicket, { number });
    if (isChanging(number)) return ticketChanged(number);
    if (isOpened(number) || cache.getQueryData(queryKey)) cache.setQueryData(queryKey, ticket);
    // Joined to another one: its number answers for that one now.
    if (ticket.number !== number) dropTicket(number);
    placeTicket(ticket);
  } catch (error) {
    if (isRefused(error, "ticket_not_found") && (knownRow(number) || isOpened(number)))
      hide(number);
  }
}

function isOpened(number: number): boolean {
  return (
    (cache
      .getQueryCache()
      .find({ queryKey: queries.ticket(number).queryKey })
      ?.getObserversCount() ?? 0) > 0
  );
}

/** Counts are asked for at most once a second, and never before the last answer is there. */
export function countSoon(): void {
  const wait = Math.max(0, countedAt + 1000 - Date.now());
  countsDue ??= setTimeout(() => void count(), wait);
}

async function count(): Promise<void> {
  await counting;
  countsDue = undefined;
  countedAt = Date.now();
  counting = cache.invalidateQueries({ queryKey: queries.views().queryKey });
}
