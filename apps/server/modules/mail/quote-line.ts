/** The line above quoted history, as the agent's own mail program would write it. */
import type { Locale } from "#contract/common.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Ways } from "#modules/people";

export function quoteLine(from: Mailbox, writtenAt: Date, { locale, timeZone }: Ways): string {
  const who = from.name ? `${from.name} <${from.address}>` : from.address;
  const day = new Intl.DateTimeFormat(written[locale], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: timeZone ?? "UTC",
  });
  const when = timeZone ? day.format(writtenAt) : `${day.format(writtenAt)} UTC`;
  return wrote[locale](when, who);
}

/** English dates that nobody reads as another day. */
const written: Record<Locale, string> = { en: "en-GB", it: "it" };

const wrote: Record<Locale, (when: string, who: string) => string> = {
  en: (when, who) => `On ${when}, ${who} wrote:`,
  it: (when, who) => `Il ${when}, ${who} ha scritto:`,
};
