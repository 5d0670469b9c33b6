import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { regional } from "../../kit/RelativeTime.tsx";
import { dayOf, zone } from "../../kit/zone.ts";
import classes from "./Thread.module.css";

/** The line before the first entry of a day. */
export function DayLine({ at, unread }: { at: string; unread: boolean }) {
  const { locale } = useLingui().i18n;
  return (
    <li className={classes.day} {...(unread ? { "data-unread": true, id: "unread" } : {})}>
      <time dateTime={at}>{nameOf(new Date(at), locale)}</time>
      {unread ? <Trans>Unread</Trans> : null}
    </li>
  );
}

export function UnreadLine() {
  return (
    <li className={classes.day} data-unread id="unread">
      <Trans>Unread</Trans>
    </li>
  );
}

function nameOf(day: Date, locale: string): string {
  const today = dayOf(new Date());
  const days = Math.round((Date.parse(today) - Date.parse(dayOf(day))) / 86_400_000);
  if (days < 2)
    return capital(
      new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day"),
      locale,
    );
  const year = dayOf(day).slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const };
  const timeZone = zone.get();
  return capital(
    day.toLocaleDateString(regional(locale), {
      weekday: "long",
      day: "numeric",
      month: "long",
      ...year,
      ...(timeZone ? { timeZone } : {}),
    }),
    locale,
  );
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
