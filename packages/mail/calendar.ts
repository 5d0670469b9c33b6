/** An invitation that came with a mail: what, when, where, who. RFC 5545 and 5546, as calendars write them. */
import { decodeBytes } from "./charset.ts";
import { cleanLine, cleanText } from "./clean.ts";
import { type ContentLine, readContentLines, unescape } from "./content-line.ts";
import type { Address } from "./mail.ts";
import { readZones, type Zones } from "./zone.ts";

export type Attendee = Address & { answer: "accepted" | "declined" | "tentative" | "none" };

/** A moment, or a day of its own; `at` is null where nobody knows which zone is meant, then `local` says it in words. */
export type EventTime = { at: Date | null; local: string; zone: string | null };

export type CalendarEvent = {
  uid: string;
  title: string;
  /** Null where the mail does not say. */
  start: EventTime | null;
  end: EventTime | null;
  /** Whole days; `end` is the day after the last one. */
  allDay: boolean;
  location: string;
  description: string;
  organizer: Address | null;
  attendees: Attendee[];
  cancelled: boolean;
  repeats: Repetition | null;
};

export type Repetition = {
  every: "day" | "week" | "month" | "year";
  interval: number;
  count: number | null;
  until: string | null;
};

export type Calendar = {
  /** What the mail asks: an invitation, an answer to one, its cancellation, or only an event to know of. */
  method: "request" | "reply" | "cancel" | "publish";
  events: CalendarEvent[];
};

const maxEvents = 20;
const maxAttendees = 100;

/** Null where the bytes are no calendar or have no event. */
export function readCalendar(bytes: Buffer): Calendar | null {
  const lines = readContentLines(decodeBytes(bytes, null));
  const zones = readZones(lines);
  const events = componentsOf(lines, "VEVENT")
    .slice(0, maxEvents)
    .flatMap((event) => toEvent(event, zones) ?? []);
  if (events.length === 0) return null;
  const asked = lines
    .find(({ name }) => name === "METHOD")
    ?.value.trim()
    .toLowerCase();
  const known = ["request", "reply", "cancel"] as const;
  return { method: known.find((method) => method === asked) ?? "publish", events };
}

/** The lines of each component of that name, without those of the ones in it (alarms). */
function componentsOf(lines: readonly ContentLine[], wanted: string): ContentLine[][] {
  const found: ContentLine[][] = [];
  const open: string[] = [];
  for (const line of lines) {
    const name = line.value.trim().toUpperCase();
    if (line.name === "BEGIN") {
      open.push(name);
      if (name === wanted) found.push([]);
    } else if (line.name === "END") open.pop();
    else if (open.at(-1) === wanted) found.at(-1)?.push(line);
  }
  return found;
}

function toEvent(lines: readonly ContentLine[], zones: Zones): CalendarEvent | null {
  const first = (name: string) => lines.find((line) => line.name === name);
  const text = (name: string) => cleanText(unescape(first(name)?.value ?? ""));
  const startLine = first("DTSTART");
  const start = startLine ? readTime(startLine, zones) : null;
  if (!start && text("SUMMARY") === "") return null;
  const endLine = first("DTEND");
  const organizer = first("ORGANIZER");
  return {
    uid: text("UID").slice(0, 500),
    title: cleanLine(text("SUMMARY")).slice(0, 500),
    start,
    end: start && ((endLine && readTime(endLine, zones)) ?? after(start, text("DURATION"))),
    allDay: start !== null && !start.local.includes("T"),
    location: cleanLine(text("LOCATION")).slice(0, 1000),
    description: text("DESCRIPTION").slice(0, 10_000).toWellFormed(),
    organizer: organizer ? personOf(organizer) : null,
    attendees: lines
      .filter(({ name }) => name === "ATTENDEE")
      .slice(0, maxAttendees)
      .map((line) => ({ ...personOf(line), answer: answerOf(line) })),
    cancelled: text("STATUS").toUpperCase() === "CANCELLED",
    repeats: repetitionOf(text("RRULE")),
  };
}

/** `20260720`, `20260720T141400`, `…Z`. */
function readTime({ value, params }: ContentLine, zones: Zones): EventTime | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?/.exec(value.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = "00", utc] = match;
  const date = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(date))) return null;
  if (hour === undefined) return { at: null, local: date, zone: null };
  const local = `${date}T${hour}:${minute}:${second}`;
  if (Number.isNaN(Date.parse(`${local}Z`))) return null;
  const zone = utc ? "UTC" : (params.get("TZID") ?? null);
  return { at: zone === null ? null : zones.instant(local, zone), local, zone };
}

/** `PT1H30M`, `P1D`, `P2W`, after a start that has an instant or is a day. */
function after(start: EventTime, duration: string): EventTime | null {
  const match =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/i.exec(
      duration,
    );
  if (!match) return null;
  const [weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const length =
    ((weeks ?? 0) * 7 + (days ?? 0)) * 86_400 +
    (hours ?? 0) * 3600 +
    (minutes ?? 0) * 60 +
    (seconds ?? 0);
  if (length === 0) return null;
  const isDay = !start.local.includes("T");
  const wall = new Date(
    Date.parse(isDay ? `${start.local}T00:00:00Z` : `${start.local}Z`) + length * 1000,
  );
  if (Number.isNaN(wall.getTime())) return null;
  const local = wall.toISOString().slice(0, isDay ? 10 : 19);
  return { at: start.at && new Date(start.at.getTime() + length * 1000), local, zone: start.zone };
}

function personOf({ value, params }: ContentLine): Address {
  const address = value.trim().replace(/^mailto:/i, "");
  const name = cleanLine(params.get("CN") ?? "")
    .trim()
    .slice(0, 200);
  const known = /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(address)
    ? address
    : (params.get("EMAIL") ?? "");
  return { name, address: cleanLine(known).slice(0, 320) };
}

function answerOf({ params }: ContentLine): Attendee["answer"] {
  const answer = params.get("PARTSTAT")?.toLowerCase();
  return answer === "accepted" || answer === "declined" || answer === "tentative" ? answer : "none";
}

const frequencies = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

function repetitionOf(rule: string): Repetition | null {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(";")
      .map((part): [string, string] => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""]),
  );
  const name = parts.get("FREQ");
  if (name !== "DAILY" && name !== "WEEKLY" && name !== "MONTHLY" && name !== "YEARLY") return null;
  const number = (key: string) => Math.trunc(Number(parts.get(key) ?? 0)) || 0;
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get("UNTIL") ?? "");
  return {
    every: frequencies[name],
    interval: Math.min(Math.max(number("INTERVAL"), 1), 999),
    count: number("COUNT") > 0 ? Math.min(number("COUNT"), 9999) : null,
    until: until ? `${until[1]}-${until[2]}-${until[3]}` : null,
  };
}
