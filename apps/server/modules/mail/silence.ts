/**
 * Whether a channel is silent for unusually long.
 *
 * The rule knows nothing of office hours and needs no setting: it looks at the same stretch of the week in the weeks
 * before. Say the last mail came on Monday at 10:00 and it is 14:00. If between 10:00 and 14:00 of each of the past
 * Mondays (up to eight, at least four) there were `usual` mails or more, four hours without one are unusual. The weakest
 * week does not count where there are six or more, so that one holiday or outage does not blind it for two months. Nights,
 * week-ends and channels with little mail raise nothing: their weeks before were as empty. With five mails in each of
 * eight weeks the chance that a ninth has none is below one in a thousand.
 */
import { sql } from "kysely";
import type { Db } from "#platform/db.ts";

const week = 7 * 86_400_000;
/** Weeks that are looked back at. */
const most = 8;
const least = 4;
/** Mails that each of them must have had in this stretch. */
const usual = 5;
/** Milliseconds of silence that are never worth a word. */
const shortest = 3_600_000;

/** The moment of the last mail, when it is unusually long ago; null when all is as always. */
export async function silentSince(
  db: Db,
  { deskId, channelId }: { deskId: string; channelId: string },
  now: Date,
): Promise<Date | null> {
  const { first, last } = await endsOf(db, deskId, channelId);
  if (!first || !last || now.getTime() - last.getTime() < shortest) return null;
  const weeks = Math.min(most, Math.floor((last.getTime() - first.getTime()) / week));
  if (weeks < least) return null;
  // Of a longer silence one week says it all.
  const from = new Date(Math.max(last.getTime(), now.getTime() - week));
  const counts = (await countsOf(db, { deskId, channelId }, { from, now, weeks })).toSorted(
    (a, b) => a - b,
  );
  const weakest = weeks >= 6 ? counts[1] : counts[0];
  return (weakest ?? 0) >= usual ? last : null;
}

/** Old mail that was taken in, and tests, are no rhythm. */
const counted = sql`not quiet and fate <> 'test'`;

async function endsOf(db: Db, deskId: string, channelId: string) {
  const end = (direction: "asc" | "desc") => sql`(
    select received_at from mails where desk_id = ${deskId} and channel_id = ${channelId} and ${counted}
    order by received_at ${sql.raw(direction)}, id ${sql.raw(direction)} limit 1)`;
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select ${end("asc")} as first, ${end("desc")} as last`.execute(db);
  return rows[0] ?? { first: null, last: null };
}

async function countsOf(
  db: Db,
  { deskId, channelId }: { deskId: string; channelId: string },
  { from, now, weeks }: { from: Date; now: Date; weeks: number },
): Promise<number[]> {
  const { rows } = await sql<{ count: number }>`
    select (
      select count(*) from mails where desk_id = ${deskId} and channel_id = ${channelId} and ${counted}
        and received_at > ${from}::timestamptz - ago * interval '7 days'
        and received_at <= ${now}::timestamptz - ago * interval '7 days'
    ) as count from generate_series(1, ${weeks}::int) ago`.execute(db);
  return rows.map(({ count }) => count);
}
