/** Browsers that show somebody what they are told of: each belongs to the session that asked for it, and ends with it. */
import type { Selectable } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  PushDevice,
  readPush as readContract,
  subscribePush as subscribeContract,
  unsubscribePush as unsubscribeContract,
} from "#contract/push.ts";
import type { Call, Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { reachOf } from "#platform/outbound/address.ts";
import { allowed, OutboundError } from "#platform/outbound/get.ts";
import { refuse } from "#platform/refusal.ts";
import type { PushSubscriptions } from "#platform/schema.gen.ts";
import { pushKeys } from "./keys.ts";

/** Of one person; whoever subscribes one more gives up the oldest. */
const most = 20;
export const authPurpose = "push auth";

type Row = Selectable<PushSubscriptions>;

export async function readPush({
  db,
  platform,
  agent,
}: Call): Promise<OutputOf<typeof readContract>> {
  const { publicKey } = await pushKeys(platform, agent.deskId);
  const rows = await db
    .selectFrom("push_subscriptions")
    .selectAll()
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return { publicKey, devices: rows.map((row) => toDevice(row, agent.sessionId)) };
}

export function subscribePush(
  { db, platform, agent, door, now }: Call,
  { endpoint, p256dh, auth, private: hides }: InputOf<typeof subscribeContract>,
): Promise<PushDevice> {
  const { deskId, id: userId, sessionId } = agent;
  if (!sessionId) throw new Error("only browsers get here: tokens have no scope for it");
  refuseEndpoint(platform, endpoint);
  return db.transaction().execute(async (tx) => {
    const columns = {
      ...{ user_id: userId, session_id: sessionId, p256dh },
      auth: platform.seal.close(authPurpose, auth),
      ...{ agent: door.userAgent.slice(0, 500), private: hides, failures: 0 },
    };
    const row = await tx
      .insertInto("push_subscriptions")
      .values({ ...columns, desk_id: deskId, id: newId(), endpoint, created_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(["desk_id", "endpoint"])
          .doUpdateSet(columns)
          // Whoever signs in next in the same browser has its key; its address alone is known to others.
          .where((eb) =>
            eb.or([
              eb("push_subscriptions.user_id", "=", userId),
              eb("push_subscriptions.p256dh", "=", p256dh),
            ]),
          ),
      )
      .returningAll()
      .executeTakeFirst();
    if (!row) throw refuse("push_endpoint_refused");
    await dropOldest(tx, deskId, userId);
    return toDevice(row, sessionId);
  });
}

export async function unsubscribePush(
  { db, agent }: Call,
  { id }: InputOf<typeof unsubscribeContract>,
): Promise<null> {
  const { numDeletedRows } = await db
    .deleteFrom("push_subscriptions")
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw refuse("push_device_not_found");
  return null;
}

/** The name is looked up when something is sent; an address that is written out is known now. */
function refuseEndpoint({ config }: Platform, endpoint: string) {
  try {
    const { protocol } = allowed(endpoint, { mayReach: reachOf(config) });
    if (protocol !== "https:" && !config.OUTBOUND_ALLOW_PRIVATE)
      throw refuse("push_endpoint_refused");
  } catch (error) {
    throw error instanceof OutboundError ? refuse("push_endpoint_refused") : error;
  }
}

async function dropOldest(tx: Tx, deskId: string, userId: string) {
  await tx
    .deleteFrom("push_subscriptions")
    .where("desk_id", "=", deskId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("push_subscriptions as older")
        .select("older.id")
        .where("older.desk_id", "=", deskId)
        .where("older.user_id", "=", userId)
        .orderBy("older.created_at", "desc")
        .orderBy("older.id", "desc")
        .offset(most),
    )
    .execute();
}

function toDevice(row: Row, sessionId: string | null): PushDevice {
  return {
    id: row.id,
    agent: row.agent,
    private: row.private,
    here: row.session_id === sessionId,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
  };
}
