import { useLingui } from "@lingui/react";
import { useEffect } from "react";
import { store, useStore } from "../live/store.ts";
import { zone } from "./zone.ts";

const minute = store(Date.now());
let ticking = false;

/** How long ago, shortly: "3m", "2h", "Tue", "12 Mar". The whole moment is in the title. */
export function RelativeTime({ at }: { at: string }) {
  useEffect(tick, []);
  const now = useStore(minute);
  const locale = useLingui().i18n.locale;
  useStore(zone);
  const said = ago(new Date(at), Math.max(now, Date.now()), locale);
  return (
    <time dateTime={at} title={fullMoment(at, locale)} className="sp-numbers">
      {said}
    </time>
  );
}

/** A moment in full, for titles and headers. */
export function fullMoment(at: string, locale: string): string {
  return forms(regional(locale)).full.format(new Date(at));
}

/** The time of day: `09:14`. */
export function timeOfDay(at: string, locale: string): string {
  return forms(regional(locale)).time.format(new Date(at));
}

/** The language of the catalogue as it is written where this person is: `en` becomes `en-GB` in London, `en-IT` in Como. */
export function regional(locale: string): string {
  const tags = navigator.languages.filter(isTag);
  const own = tags.find((tag) => tag.startsWith(`${locale}-`));
  const region = tags.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  return own ?? (region ? `${locale}-${region}` : locale);
}

function ago(at: Date, now: number, locale: string): string {
  const seconds = Math.max(0, (now - at.getTime()) / 1000);
  const form = forms(regional(locale));
  if (seconds < 60) return form.now;
  if (seconds < 3600) return form.minutes.format(Math.floor(seconds / 60));
  if (seconds < 86_400) return form.hours.format(Math.floor(seconds / 3600));
  if (seconds < 6 * 86_400) return form.weekday.format(at);
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? form.day : form.year).format(at);
}

const known = new Map<string, ReturnType<typeof makeForms>>();

/** Making a formatter costs a hundred times as much as using it. */
function forms(locale: string) {
  const key = `${locale} ${zone.get()}`;
  const form = known.get(key) ?? makeForms(locale);
  known.set(key, form);
  return form;
}

function makeForms(locale: string) {
  const count = (unit: "minute" | "hour") =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" });
  const timeZone = zone.get();
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  return {
    now: new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" }).format(
      0,
      "second",
    ),
    minutes: count("minute"),
    hours: count("hour"),
    weekday: date({ weekday: "short" }),
    day: date({ day: "numeric", month: "short" }),
    year: date({ day: "numeric", month: "short", year: "2-digit" }),
    time: date({ hour: "2-digit", minute: "2-digit" }),
    full: date({ dateStyle: "medium", timeStyle: "short" }),
  };
}

function tick(): void {
  if (ticking) return;
  ticking = true;
  setInterval(() => document.visibilityState === "visible" && minute.set(Date.now()), 30_000);
}

/** Some systems name their language as no standard does ("en-US@posix"), and every formatter throws on it. */
function isTag(language: string): boolean {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language);
}
