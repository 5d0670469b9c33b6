/**
 * The consent behind a mailbox: an access token that is still good, or a new one.
 *
 * One process refreshes at a time, because some providers give a new refresh token each time and take the old one back.
 * Whose turn it is stands in the row: neither who asks the provider nor who waits holds a connection to the database.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql, type Updateable } from "kysely";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import type { MailboxConsents } from "#platform/schema.gen.ts";
import { endAlarm } from "./alarm.ts";
import { askForGrant, type Grant, GrantRefused } from "./grant.ts";
import { providerOf } from "./provider.ts";

const purpose = { refresh: "mailbox refresh token", access: "mailbox access token" } as const;

/** Milliseconds before its end at which an access token counts as over. */
const early = 60_000;

/** The provider lets us in no more until somebody consents again. */
export class ConsentRevoked extends Error {}

type Whose = { deskId: string; channelId: string };

/**
 * `refused` is a token that was not taken: it is over, whatever its date says.
 * @throws ConsentRevoked, or any other error when the provider did not answer: try again later.
 */
export async function accessToken(
  platform: Platform,
  whose: Whose,
  refused: string | null = null,
): Promise<string> {
  for (let waited = 0; waited < longestWait; waited += pause) {
    const row = await consentOf(platform.db, whose);
    if (!row || row.state === "revoked") throw new ConsentRevoked(closed);
    const kept = keptToken(platform, row);
    if (kept !== null && kept !== refused) return kept;
    const got = (await takeTurn(platform.db, whose, row))
      ? await refresh(platform, whose, row)
      : null;
    if (got !== null) return got;
    await wait(pause);
  }
  throw new Error("the sign-in server gives no new token");
}

const closed = "the mailbox no longer lets us in: connect it again";

/** Milliseconds: a turn is over by then, whatever became of who had it. */
const longestTurn = 30_000;
const [longestWait, pause] = [2 * longestTurn, 100];

type Consent = NonNullable<Awaited<ReturnType<typeof consentOf>>>;

function keptToken({ seal, clock }: Platform, { access_token, access_until }: Consent) {
  if (!access_token || !access_until) return null;
  const isOver = access_until.getTime() - early <= clock().getTime();
  return isOver ? null : seal.open(purpose.access, access_token);
}

/** By the clock of the database, which all processes share. */
async function takeTurn(db: Db, { deskId, channelId }: Whose, row: Consent): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mailbox_consents set refreshing_until = now() + ${longestTurn} * interval '1 millisecond'
    where desk_id = ${deskId} and channel_id = ${channelId} and state = 'ok'
      and (refreshing_until is null or refreshing_until < now())
      and refresh_token = ${row.refresh_token} and access_token is not distinct from ${row.access_token}`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Null when somebody has connected it anew meanwhile. @throws ConsentRevoked among others */
async function refresh(platform: Platform, whose: Whose, row: Consent): Promise<string | null> {
  const { db } = platform;
  const asked = row.refresh_token;
  try {
    const grant = await refreshed(platform, row.provider, asked);
    if (grant && !(await saveGrant(platform, whose, asked, grant))) return null;
    if (!grant && !(await update(db, whose, asked, { state: "revoked" }))) return null;
    if (!grant) throw new ConsentRevoked(closed);
    return grant.accessToken;
  } finally {
    await update(db, whose, null, { refreshing_until: null });
  }
}

/** The mailbox did not take the token: the next look asks for a new one. */
export async function forgetAccess({ db }: Platform, whose: Whose): Promise<void> {
  await db
    .updateTable("mailbox_consents")
    .set({ access_token: null, access_until: null })
    .where("desk_id", "=", whose.deskId)
    .where("channel_id", "=", whose.channelId)
    .execute();
}

export async function keepConsent(
  tx: Tx,
  platform: Platform,
  whose: Whose,
  given: { provider: "google" | "microsoft"; account: string; grant: Grant; refreshToken: string },
): Promise<void> {
  const { provider, account, grant, refreshToken } = given;
  const values = {
    ...{ provider, account, state: "ok" as const, ends_at: null, refreshing_until: null },
    ...columnsOf(platform, grant),
    refresh_token: platform.seal.close(purpose.refresh, refreshToken),
  };
  await tx
    .insertInto("mailbox_consents")
    .values({ desk_id: whose.deskId, channel_id: whose.channelId, ...values })
    .onConflict((conflict) => conflict.columns(["desk_id", "channel_id"]).doUpdateSet(values))
    .execute();
  await endAlarm(tx, { ...whose, kind: "token_expiring", now: platform.clock() });
}

export async function dropConsent(tx: Tx, { deskId, channelId }: Whose, now: Date): Promise<void> {
  await endAlarm(tx, { deskId, channelId, kind: "token_expiring", now });
  await tx
    .deleteFrom("mailbox_consents")
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .execute();
}

function consentOf(db: Db, { deskId, channelId }: Whose) {
  return db
    .selectFrom("mailbox_consents")
    .select(["provider", "state", "refresh_token", "access_token", "access_until"])
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .executeTakeFirst();
}

/** Null when the provider has taken the consent back. */
async function refreshed(
  platform: Platform,
  name: "google" | "microsoft",
  sealed: Buffer,
): Promise<Grant | null> {
  const provider = providerOf(platform.config, name);
  if (!provider) throw new Error(`this installation is no longer registered with ${name}`);
  const fields = {
    grant_type: "refresh_token",
    refresh_token: platform.seal.open(purpose.refresh, sealed),
  };
  try {
    return await askForGrant(provider, fields);
  } catch (error) {
    if (error instanceof GrantRefused) return null;
    throw error;
  }
}

function saveGrant(
  platform: Platform,
  whose: Whose,
  asked: Buffer,
  grant: Grant,
): Promise<boolean> {
  const { refreshToken } = grant;
  const newer = refreshToken
    ? { refresh_token: platform.seal.close(purpose.refresh, refreshToken) }
    : {};
  return update(platform.db, whose, asked, { ...columnsOf(platform, grant), ...newer });
}

/** Without a word about its end, what the provider said before stays. */
function columnsOf(platform: Platform, { accessToken, accessFor, endsIn }: Grant) {
  const now = platform.clock().getTime();
  return {
    access_token: platform.seal.close(purpose.access, accessToken),
    access_until: new Date(now + accessFor),
    ...(endsIn === null ? {} : { ends_at: new Date(now + endsIn) }),
  };
}

/** False when its refresh token is no longer the one that was asked with. */
async function update(
  db: Db,
  { deskId, channelId }: Whose,
  asked: Buffer | null,
  columns: Updateable<MailboxConsents>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("mailbox_consents")
    .set(columns)
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .$if(asked !== null, (query) => query.where("refresh_token", "=", asked ?? Buffer.of()))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
