/** Brakes: what keeps a mistake, or somebody who means harm, from becoming thousands of mails. */
import { sql } from "kysely";
import type { Db, Tx } from "#platform/db.ts";
import type { Platform } from "#platform/call.ts";
import type { Config } from "#platform/config.ts";

const hour = 3_600_000;

/** An address hears from us by itself once an hour at most. Answers whether it does now, and remembers it. */
export async function answersNow(
  tx: Tx,
  deskId: string,
  address: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into automatic_answers as a (desk_id, address, answered_at)
    values (${deskId}, ${address.trim().toLowerCase()}, ${now})
    on conflict (desk_id, address) do update set answered_at = excluded.answered_at
    where a.answered_at <= ${new Date(now.getTime() - hour)} returning 1`.execute(tx);
  return rows.length > 0;
}

/** Who writes: an agent, a channel by itself, or the desk to its own people. */
export type Kind = "reply" | "automatic" | "notice";

/**
 * Takes a place in this minute for a mail to these receivers; false when there is none left, of the desk or of one of
 * them. Each kind has places of its own, so that nothing automatic holds up what a person wrote. `until` is when to ask
 * again.
 */
export async function takeTurn(
  { db, config }: Pick<Platform, "db" | "config">,
  { deskId, kind }: { deskId: string; kind: Kind },
  receivers: readonly string[],
  now: Date,
): Promise<{ taken: boolean; until: Date }> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const until = new Date(minute.getTime() + 60_000);
  const places = placesOf(config, kind, receivers);
  const [keys, limits] = [places.map(({ key }) => key), places.map(({ limit }) => limit)];
  try {
    await db.transaction().execute(async (tx) => {
      const { rows } = await sql`
        insert into mail_turns as t (desk_id, minute, key, taken)
        select ${deskId}::uuid, ${minute}::timestamptz, key, 1 from unnest(${keys}::text[]) as key
        on conflict (desk_id, minute, key) do update set taken = t.taken + 1
        where t.taken < (${limits}::int[])[array_position(${keys}::text[], t.key)]
        returning 1`.execute(tx);
      if (rows.length < keys.length) throw new Full();
    });
    return { taken: true, until };
  } catch (error) {
    if (error instanceof Full) return { taken: false, until };
    throw error;
  }
}

/** What is no reply has a tenth as many, beside those of the replies. */
function placesOf(
  { MAIL_PER_MINUTE, MAIL_PER_RECEIVER }: Config,
  kind: Kind,
  receivers: readonly string[],
): { key: string; limit: number }[] {
  const share = (limit: number) => (kind === "reply" ? limit : Math.ceil(limit / 10));
  const name = (of: string) => (kind === "reply" ? of : `${kind} ${of}`);
  const addresses = new Set(receivers.map((address) => address.toLowerCase()));
  return ["", ...[...addresses].toSorted()].map((of) => ({
    key: name(of),
    limit: share(of === "" ? MAIL_PER_MINUTE : MAIL_PER_RECEIVER),
  }));
}

/** No place is taken where one of them is missing. */
class Full extends Error {}

/** What the brakes need to remember no longer. */
export async function forgetTurns(db: Db, deskId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - hour);
  await sql`delete from mail_turns where desk_id = ${deskId} and minute < ${before}`.execute(db);
  await sql`
    delete from automatic_answers where desk_id = ${deskId} and answered_at < ${before}`.execute(
    db,
  );
}
