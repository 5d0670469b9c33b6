/** When an event is, in words, on the clocks of whoever reads. */
import type { CalendarEvent, EventTime } from "#contract/attached.ts";
import { regional } from "../../kit/RelativeTime.tsx";
import { zone } from "../../kit/zone.ts";

export type EventWhen = {
  /** Null where the mail does not say. */
  words: string | null;
  /** On the clocks of the place that the mail names, where they show something else. */
  there: string | null;
  /** Nobody knows whose clocks are meant. */
  isFloating: boolean;
};

export function eventWhen({ start, end, allDay }: CalendarEvent, language: string): EventWhen {
  if (!start) return { words: null, there: null, isFloating: false };
  const locale = regional(language);
  if (allDay) return { words: days(start, end, locale), there: null, isFloating: false };
  if (!start.at) return { words: wall(start, end, locale), there: null, isFloating: true };
  const own = zone.get();
  const words = span(new Date(start.at), end?.at ? new Date(end.at) : null, locale, own);
  const there = wall(start, end, locale);
  const isElsewhere = there !== words && start.zone !== null && start.zone !== "UTC";
  return { words, there: isElsewhere ? `${there} (${start.zone})` : null, isFloating: false };
}

const moment = { dateStyle: "full", timeStyle: "short" } as const;

function span(start: Date, end: Date | null, locale: string, timeZone: string | undefined): string {
  const form = new Intl.DateTimeFormat(locale, timeZone ? { ...moment, timeZone } : moment);
  return end && end > start ? form.formatRange(start, end) : form.format(start);
}

/** What the clocks there show, whatever zone they are in. */
function wall(start: EventTime, end: EventTime | null, locale: string): string {
  const read = ({ local }: EventTime) => new Date(`${local}Z`);
  return span(read(start), end && read(end), locale, "UTC");
}

function days(start: EventTime, end: EventTime | null, locale: string): string {
  const form = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  const first = new Date(`${start.local}T00:00:00Z`);
  const last = end
    ? new Date(Date.parse(`${end.local.slice(0, 10)}T00:00:00Z`) - 86_400_000)
    : first;
  return last > first ? form.formatRange(first, last) : form.format(first);
}
