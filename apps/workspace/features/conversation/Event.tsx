import { IconCalendarEvent, IconCalendarOff } from "@tabler/icons-react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { CalendarEvent, EventCard } from "#contract/attached.ts";
import { PlainText } from "../../kit/PlainText.tsx";
import { regional } from "../../kit/RelativeTime.tsx";
import { useStore } from "../../live/store.ts";
import { zone } from "../../kit/zone.ts";
import classes from "./Cards.module.css";
import { eventWhen } from "./event-time.ts";

/** Answers shown at once; the others are counted. */
const shownPeople = 8;

/** An invitation: what, when, where, who. `alone` = the mail says nothing else. */
export function Event({ card, alone }: { card: EventCard; alone: boolean }) {
  const { event, method } = card;
  const { t } = useLingui();
  const isOff = method === "cancel" || event.cancelled;
  const Icon = isOff ? IconCalendarOff : IconCalendarEvent;
  return (
    <section className={classes.inside} aria-label={t`Event: ${event.title}`}>
      <Icon size={22} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.kind} data-off={isOff || undefined}>
          <Kind method={method} isOff={isOff} event={event} />
        </p>
        <h3 className={classes.title} data-off={isOff || undefined} dir="auto">
          {event.title || t`Event without a title`}
        </h3>
        <dl className={classes.facts}>
          <When event={event} />
          {event.location ? (
            <Fact name={<Trans>Where</Trans>}>
              <PlainText text={event.location} />
            </Fact>
          ) : null}
          <Who event={event} method={method} />
        </dl>
        {alone && event.description ? (
          <PlainText className={classes.description} text={event.description.slice(0, 2000)} />
        ) : null}
      </div>
    </section>
  );
}

function Kind({
  method,
  isOff,
  event,
}: {
  method: EventCard["method"];
  isOff: boolean;
  event: CalendarEvent;
}) {
  if (isOff) return <Trans>Cancelled</Trans>;
  if (method === "request") return <Trans>Invitation</Trans>;
  if (method === "publish") return <Trans>Event</Trans>;
  const [who] = event.attendees;
  const name = who?.name || who?.address || "?";
  if (who?.answer === "accepted") return <Trans>{name} accepts</Trans>;
  if (who?.answer === "declined") return <Trans>{name} declines</Trans>;
  if (who?.answer === "tentative") return <Trans>{name} may come</Trans>;
  return <Trans>Answer to an invitation</Trans>;
}

function When({ event }: { event: CalendarEvent }) {
  const { i18n } = useLingui();
  useStore(zone);
  const { words, there, isFloating } = eventWhen(event, i18n.locale);
  if (words === null) return null;
  return (
    <Fact name={<Trans>When</Trans>}>
      <span className="sp-numbers">{words}</span>
      {there ? <span className={classes.aside}>{there}</span> : null}
      {isFloating ? (
        <span className={classes.aside}>
          <Trans>The mail does not say in which time zone.</Trans>
        </span>
      ) : null}
      {event.repeats ? (
        <span className={classes.aside}>
          <Repeats repeats={event.repeats} />
        </span>
      ) : null}
    </Fact>
  );
}

function Repeats({ repeats }: { repeats: NonNullable<CalendarEvent["repeats"]> }) {
  const { i18n } = useLingui();
  const { every, interval, count, until } = repeats;
  const form = new Intl.DateTimeFormat(regional(i18n.locale), {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  const last = until && form.format(new Date(`${until}T00:00:00Z`));
  return (
    <>
      {every === "day" ? <Plural value={interval} one="Every day" other="Every # days" /> : null}
      {every === "week" ? <Plural value={interval} one="Every week" other="Every # weeks" /> : null}
      {every === "month" ? (
        <Plural value={interval} one="Every month" other="Every # months" />
      ) : null}
      {every === "year" ? <Plural value={interval} one="Every year" other="Every # years" /> : null}
      {last ? <Trans>, until {last}</Trans> : null}
      {count ? <Plural value={count} one=", once" other=", # times" /> : null}
    </>
  );
}

function Who({ event, method }: { event: CalendarEvent; method: EventCard["method"] }) {
  const { t } = useLingui();
  const answers = {
    accepted: t`accepted`,
    declined: t`declined`,
    tentative: t`perhaps`,
    none: null,
  };
  const organizer = event.organizer && (event.organizer.name || event.organizer.address);
  const guests = method === "reply" ? [] : event.attendees;
  const more = guests.length - shownPeople;
  if (!organizer && guests.length === 0) return null;
  return (
    <Fact name={<Trans>Who</Trans>}>
      {organizer ? (
        <span>
          <Trans>{organizer} (organiser)</Trans>
        </span>
      ) : null}
      {guests.slice(0, shownPeople).map((guest, index) => {
        const answer = answers[guest.answer];
        return (
          <span key={index} title={guest.address}>
            {guest.name || guest.address}
            {answer ? <span className={classes.answer}> · {answer}</span> : null}
          </span>
        );
      })}
      {more > 0 ? (
        <span className={classes.aside}>
          <Trans>and {more} more</Trans>
        </span>
      ) : null}
    </Fact>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
