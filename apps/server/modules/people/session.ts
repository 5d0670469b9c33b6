/** Sessions: random tokens kept as hashes, ended one by one or all of a user's at once. */
import type { Session } from "#contract/people.ts";
import type { Desk, Door, Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { makeToken } from "#platform/token.ts";
import { version } from "#platform/version.ts";
import { sessionDays } from "./identify.ts";
import { preferencesOf, toDetails, userRow } from "./user.ts";

const day = 86_400_000;
/** Days that the browser keeps the cookie; how long it opens anything is decided here, by its last use. */
const cookieDays = 400;

export type NewSession = { deskId: string; userId: string; now: Date; agent: string; ip: string };

/** Every sign-in gets a token of its own; it is known here only now. */
export async function openSession(
  tx: Tx | Db,
  { deskId, userId, now, agent, ip }: NewSession,
): Promise<string> {
  const { token, hash } = makeToken("session");
  await tx
    .insertInto("sessions")
    .values({
      desk_id: deskId,
      id: newId(now.getTime()),
      user_id: userId,
      token_hash: hash,
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + sessionDays * day),
      agent,
      ip: ip.slice(0, 64),
    })
    .execute();
  return token;
}

export function keepInBrowser(door: Door, token: string, now: Date) {
  door.keepSession(token, new Date(now.getTime() + cookieDays * day));
}

/** Ends the user's sessions, all but `except`. */
export async function endSessions(
  tx: Tx,
  deskId: string,
  userId: string,
  except: string | null,
): Promise<void> {
  await tx
    .deleteFrom("sessions")
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .where((eb) => (except ? eb("id", "!=", except) : eb.lit(true)))
    .execute();
}

/** By their ids; one that ran out is there until it is cleared, within the hour. */
export async function openSessionsOf(
  db: Db,
  deskId: string,
  userId: string,
  now: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .where("expires_at", ">", now)
    .execute();
  return rows.map(({ id }) => id);
}

/** What the browser asks first: who am I, here? */
export async function sessionAnswer(
  platform: Platform,
  db: Db | Tx,
  desk: Desk,
  userId: string,
): Promise<Session> {
  const row = await userRow(db, desk.id, userId);
  return {
    user: toDetails(row),
    preferences: preferencesOf(row),
    desk: { id: desk.id, name: desk.name },
    outboxPreview: platform.config.SMTP_OUT_URL === undefined,
    version,
  };
}
