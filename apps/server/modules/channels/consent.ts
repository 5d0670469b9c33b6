/**
 * The consent behind a mailbox: an access token that is still good, or a new one.
 *
 * One process refreshes at a time, under an advisory lock: some providers give a new refresh token each time and take the
 * old one back. The lock is taken before anything is written, so that the wait holds up no reader of the event log.
 */
import { sql } from "kysely";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { askForGrant, type Grant, GrantRefused } from "./grant.ts";
import { providerOf } from "./provider.ts";

const purpose = { refresh: "mailbox refresh token", access: "mailbox access token" } as const;

/** Milliseconds before its end at which an access token counts as over. */
const early = 60_000;

/** The provider lets us in no more until somebody consents again. */
export class ConsentRevoked extends Error {}

type Whose = { deskId: string; channelId: string };

/** @throws ConsentRevoked, or any other error when the provider did not answer: try again later. */
export async function accessToken(platform: Platform, whose: Whose): Promise<string> {
  const got = await platform.db.transaction().execute(async (tx) => {
    await lock(tx, whose);
    const row = await consentOf(tx, whose);
    if (!row || row.state === "revoked") return null;
    const now = platform.clock().getTime();
    if (row.access_token && row.access_until && row.access_until.getTime() - early > now)
      return platform.seal.open(purpose.access, row.access_token);
    const grant = await refreshed(platform, row.provider, row.refresh_token);
    if (grant) await saveGrant(tx, platform, whose, grant);
    else await update(tx, whose, { state: "revoked", told_at: null });
    return grant?.accessToken ?? null;
  });
  if (got === null) throw new ConsentRevoked("the mailbox no longer lets us in: connect it again");
  return got;
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
    ...{ provider, account, state: "ok" as const, told_at: null },
    ...columnsOf(platform, grant),
    refresh_token: platform.seal.close(purpose.refresh, refreshToken),
  };
  await tx
    .insertInto("mailbox_consents")
    .values({ desk_id: whose.deskId, channel_id: whose.channelId, ...values })
    .onConflict((conflict) => conflict.columns(["desk_id", "channel_id"]).doUpdateSet(values))
    .execute();
}

export async function dropConsent(tx: Tx, { deskId, channelId }: Whose): Promise<void> {
  await tx
    .deleteFrom("mailbox_consents")
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .execute();
}

function lock(tx: Tx, { deskId, channelId }: Whose) {
  const key = `consent ${deskId} ${channelId}`;
  return sql`select pg_advisory_xact_lock(hashtextextended(${key}, 51))`.execute(tx);
}

function consentOf(tx: Tx, { deskId, channelId }: Whose) {
  return tx
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

function saveGrant(tx: Tx, platform: Platform, whose: Whose, grant: Grant): Promise<void> {
  const { refreshToken } = grant;
  const newer = refreshToken
    ? { refresh_token: platform.seal.close(purpose.refresh, refreshToken) }
    : {};
  return update(tx, whose, { ...columnsOf(platform, grant), ...newer });
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

async function update(
  tx: Tx,
  { deskId, channelId }: Whose,
  columns: Partial<{
    access_token: Buffer;
    access_until: Date;
    refresh_token: Buffer;
    ends_at: Date;
    state: "revoked";
    told_at: null;
  }>,
): Promise<void> {
  await tx
    .updateTable("mailbox_consents")
    .set(columns)
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .execute();
}
