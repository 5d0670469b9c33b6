/** Which instant a local time of a calendar means: by the name of its zone, or by the rules that the calendar brings along. */
import type { ContentLine } from "./content-line.ts";

export type Zones = {
  /** `local` is `2026-07-20T14:14:00`; null where the zone is not known. */
  instant(local: string, zone: string): Date | null;
};

const maxZones = 50;

export function readZones(lines: readonly ContentLine[]): Zones {
  const rules = ownRules(lines);
  return {
    instant: (local, zone) => {
      const wall = Date.parse(`${local}Z`);
      if (Number.isNaN(wall)) return null;
      if (/^(?:utc|z|gmt|etc\/utc|tzone:\/\/microsoft\/utc)$/i.test(zone)) return new Date(wall);
      const name = ianaName(zone);
      if (name !== null) return new Date(wall - offsetNear(wall, name));
      const own = rules.get(zone);
      return own ? new Date(wall - ownOffset(own, wall)) : null;
    },
  };
}

/** `/mozilla.org/20050126_1/Europe/Rome` too. */
function ianaName(zone: string): string | null {
  const name =
    /(?:^|\/)((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[\w+/-]{1,60})$/.exec(
      zone,
    )?.[1];
  return name !== undefined && isZone(name) ? name : null;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** Milliseconds ahead of UTC when clocks in the zone show `wall`. */
function offsetNear(wall: number, zone: string): number {
  const first = offsetAt(wall, zone);
  return offsetAt(wall - first, zone);
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts(instant);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

/** From when in a year an offset holds: the nth weekday of a month, at a time of the old clock. */
type Yearly = { month: number; weekday: number; nth: number; time: number };
type Observance = { offset: number; from: Yearly | null };

function ownRules(lines: readonly ContentLine[]): Map<string, Observance[]> {
  const rules = new Map<string, Observance[]>();
  let zone = "";
  let within: ContentLine[] | null = null;
  for (const line of lines) {
    const name = line.value.trim().toUpperCase();
    if (line.name === "BEGIN" && (name === "STANDARD" || name === "DAYLIGHT")) within = [];
    else if (line.name === "END" && within && (name === "STANDARD" || name === "DAYLIGHT")) {
      const observance = observanceOf(within);
      if (observance && rules.size < maxZones)
        rules.set(zone, [...(rules.get(zone) ?? []), observance]);
      within = null;
    } else if (within) within.push(line);
    else if (line.name === "TZID") zone = line.value.trim();
  }
  return rules;
}

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

function observanceOf(lines: readonly ContentLine[]): Observance | null {
  const value = (name: string) => lines.find((line) => line.name === name)?.value.trim() ?? "";
  const match = /^([+-])(\d{2})(\d{2})/.exec(value("TZOFFSETTO"));
  if (!match) return null;
  const offset = (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  const rule = value("RRULE").toUpperCase();
  const month = Number(/BYMONTH=(\d{1,2})(?!\d)/.exec(rule)?.[1] ?? 0);
  const day = /BYDAY=(-?\d)(SU|MO|TU|WE|TH|FR|SA)/.exec(rule);
  if (month < 1 || month > 12 || !day) return { offset, from: null };
  const clock = /T(\d{2})(\d{2})/.exec(value("DTSTART"));
  const time = (Number(clock?.[1] ?? 2) * 60 + Number(clock?.[2] ?? 0)) * 60_000;
  const weekday = weekdays.indexOf(day[2] ?? "SU");
  return { offset, from: { month, weekday, nth: Number(day[1]), time } };
}

/** The latest observance that has begun by then; in January the last one of the year before. */
function ownOffset(observances: readonly Observance[], wall: number): number {
  const year = new Date(wall).getUTCFullYear();
  const begun = observances
    .flatMap((one) =>
      [year - 1, year].map((of) => ({
        offset: one.offset,
        at: one.from ? beginning(one.from, of) : -Infinity,
      })),
    )
    .filter(({ at }) => at <= wall)
    .toSorted((a, b) => a.at - b.at);
  return begun.at(-1)?.offset ?? observances[0]?.offset ?? 0;
}

function beginning({ month, weekday, nth, time }: Yearly, year: number): number {
  const day = 86_400_000;
  if (nth < 0) {
    const last = Date.UTC(year, month, 0);
    const back = (new Date(last).getUTCDay() - weekday + 7) % 7;
    return last - (back + (-nth - 1) * 7) * day + time;
  }
  const first = Date.UTC(year, month - 1, 1);
  const ahead = (weekday - new Date(first).getUTCDay() + 7) % 7;
  return first + (ahead + (nth - 1) * 7) * day + time;
}
