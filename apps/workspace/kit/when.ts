/** Moments that people name by the clock of a time zone: "tomorrow at nine". */

/**
 * The moment at which clocks there show this. An hour that a change of the clocks skips is the one after it; one that
 * comes twice is the first.
 */
export function momentAt(wall: string, timeZone: string): Date {
  const shown = Date.parse(`${wall}Z`);
  const guesses = [-26, 26].map((hours) => shown - offsetAt(shown + hours * 3_600_000, timeZone));
  const right = guesses.filter((guess) => guess + offsetAt(guess, timeZone) === shown);
  return new Date(right.length > 0 ? Math.min(...right) : Math.max(...guesses));
}

/** What clocks there show then: `2026-11-28T09:00`. */
export function wallAt(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetAt(moment.getTime(), timeZone))
    .toISOString()
    .slice(0, 16);
}

/** Times that people choose often, from now on. */
export function nextTimes(now: Date, timeZone: string) {
  const today = wallAt(now, timeZone);
  const inAnHour = new Date(Math.ceil((now.getTime() + 3_600_000) / 300_000) * 300_000);
  const weekday = new Date(`${today}Z`).getUTCDay();
  const day = (ahead: number) => momentAt(`${addDays(today, ahead)}T09:00`, timeZone);
  return { inAnHour, tomorrow: day(1), monday: day((8 - weekday) % 7 || 7) };
}

function addDays(wall: string, days: number): string {
  return new Date(Date.parse(`${wall.slice(0, 10)}T00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

/** Milliseconds by which the clocks there are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}
