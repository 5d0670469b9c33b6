import { Id } from "#contract/common.ts";
import { Fate, Via } from "#contract/mail.ts";
import { startOfDay } from "../../kit/day.ts";
import type { LedgerFilter } from "../../live/ledger-queries.ts";

/** What the address of the page says that the ledger is narrowed to. It may hold anything. */
export type Narrowed = Partial<
  Record<"fate" | "channel" | "via" | "q" | "from" | "until" | "work", string>
>;

/** Days of this browser's calendar; the last one is meant to its end. */
export function filterOf(narrowed: Narrowed): LedgerFilter {
  const fate = Fate.safeParse(narrowed.fate).data;
  const via = Via.safeParse(narrowed.via).data;
  const channelId = Id.safeParse(narrowed.channel).data;
  const workId = Id.safeParse(narrowed.work).data;
  const q = narrowed.q?.trim().slice(0, 200);
  const [from, until] = [startOfDay(narrowed.from), startOfDay(narrowed.until, 1)];
  return {
    ...(fate && { fate }),
    ...(via && { via }),
    ...(channelId && { channelId }),
    ...(workId && { workId }),
    ...(q && { q }),
    ...(from && { from }),
    ...(until && { until }),
  };
}
