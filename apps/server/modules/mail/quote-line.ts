/** The line above quoted history, as the agent's own mail program would write it. */
import type { Locale } from "#contract/common.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Ways } from "#modules/people";

export function quoteLine(from: Mailbox, writtenAt: Date, ways: Ways): string {
  const who = from.name ? `${from.name} <${from.address}>` : from.address;
  return wrote[ways.locale](dayIn(writtenAt, ways), who);
}

/** The moment as its writer reads it. */
export function dayIn(moment: Date, { locale, timeZone }: Ways): string {
  const day = new Intl.DateTimeFormat(written[locale], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: timeZone ?? "UTC",
  });
  return timeZone ? day.format(moment) : `${day.format(moment)} UTC`;
}

/** English dates that nobody reads as another day. */
const written: Record<Locale, string> = { en: "en-GB", it: "it" };

const wrote: Record<Locale, (when: string, who: string) => string> = {
  en: (when, who) => `On ${when}, ${who} wrote:`,
  it: (when, who) => `Il ${when}, ${who} ha scritto:`,
};
