/** Tells those who may change settings, once, that a mailbox was closed to us or soon will be. */
import { deskById, deskIds } from "#modules/desks";
import { activeAgents, queueNotice, waysOf } from "#modules/people";
import { mayManage } from "#contract/rights.ts";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { consentWords } from "./consent-words.ts";

/** Milliseconds before the end of a consent at which people hear of it. */
const ahead = 7 * 86_400_000;

export async function tellOfConsents(platform: Platform): Promise<void> {
  for (const deskId of await deskIds(platform.db))
    await platform.db.transaction().execute(async (tx) => {
      for (const consent of await troubled(tx, deskId, platform.clock()))
        await tell(tx, platform, deskId, consent);
    });
}

type Troubled = Awaited<ReturnType<typeof troubled>>[number];

/** What was told is marked in the same statement, so that two processes tell it once. */
async function troubled(tx: Tx, deskId: string, now: Date) {
  const ids = tx
    .selectFrom("mailbox_consents")
    .select("channel_id")
    .where("desk_id", "=", deskId)
    .where("told_at", "is", null)
    .where((eb) =>
      eb.or([eb("state", "=", "revoked"), eb("ends_at", "<", new Date(now.getTime() + ahead))]),
    )
    .forUpdate()
    .skipLocked();
  return tx
    .updateTable("mailbox_consents as m")
    .from("channels as c")
    .set({ told_at: now })
    .whereRef("c.desk_id", "=", "m.desk_id")
    .whereRef("c.id", "=", "m.channel_id")
    .where("m.desk_id", "=", deskId)
    .where("m.channel_id", "in", ids)
    .returning(["m.channel_id as id", "m.state", "m.ends_at as endsAt", "c.address"])
    .execute();
}

async function tell(tx: Tx, platform: Platform, deskId: string, consent: Troubled) {
  const now = platform.clock();
  const desk = await deskById(tx, deskId);
  const link = `${platform.config.PUBLIC_URL}/settings/channels/${consent.id}`;
  for (const agent of await activeAgents(tx, deskId, null)) {
    if (!mayManage(agent.rights)) continue;
    const { locale } = await waysOf(tx, deskId, agent.id);
    const { address, state, endsAt } = consent;
    const to = { name: agent.name, email: agent.email };
    const words = consentWords({
      locale,
      to,
      address,
      link,
      state,
      endsAt,
      desk: desk?.name ?? "",
    });
    await queueNotice(tx, platform, { deskId, to, now, ...words });
  }
}
