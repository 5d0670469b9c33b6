/** The domains that a desk writes from, and their keys. */
import type {
  createDkimKey as createOperation,
  deleteDkimKey as deleteOperation,
  listSendingDomains as listOperation,
  SendingDomain,
} from "#contract/domains.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { type Db, isDouble, type Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { type ChannelRow, channelsOf } from "./channel.ts";
import { domainIn, keysOf, makeKey, recordOf, toKey } from "./dkim-key.ts";

export async function listSendingDomains(call: Call): Promise<OutputOf<typeof listOperation>> {
  return { items: await domainsOf(call, call.db), nextCursor: null };
}

export async function createDkimKey(
  call: Call,
  input: InputOf<typeof createOperation>,
): Promise<SendingDomain> {
  const domain = input.domain.toLowerCase();
  await findDomain(call, call.db, domain);
  // Takes a while: outside of the transaction.
  const key = await makeKey(call.platform, call.desk.id, domain, call.now);
  return call.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto("dkim_keys")
      .values(key)
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        if (isDouble(error, "dkim_keys_one")) throw refuse("dkim_key_waiting");
        throw error;
      });
    const subject = { id: row.id, name: recordOf(row).name };
    await audit(tx, call, { kind: "dkimKey.created", subject });
    await tellKeys(tx, call);
    return findDomain(call, tx, domain);
  });
}

export async function deleteDkimKey(
  call: Call,
  { id }: InputOf<typeof deleteOperation>,
): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    const row = await tx
      .deleteFrom("dkim_keys")
      .where("desk_id", "=", call.desk.id)
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw refuse("dkim_key_not_found");
    const subject = { id: row.id, name: recordOf(row).name };
    await audit(tx, call, { kind: "dkimKey.deleted", subject, before: { state: row.state } });
    await tellKeys(tx, call);
  });
  return null;
}

/** Open screens of the settings ask again. */
export function tellKeys(tx: Tx, { desk, now, agent }: Call): Promise<void> {
  const event = { deskId: desk.id, at: now, byUserId: agent.id };
  return publish(tx, { type: "channel.changed", ids: {}, ...event });
}

/** @throws Refusal domain_not_found for what no connected address writes from */
export async function findDomain(call: Call, db: Db | Tx, domain: string): Promise<SendingDomain> {
  const found = (await domainsOf(call, db)).find((one) => one.domain === domain);
  if (!found) throw refuse("domain_not_found");
  return found;
}

async function domainsOf({ platform, desk }: Call, db: Db | Tx): Promise<SendingDomain[]> {
  const [channels, keys] = [await channelsOf(db, desk.id), await keysOf(db, desk.id)];
  const byDomain = Map.groupBy(channels, ({ address }) => domainIn(address));
  return [...byDomain].map(([domain, those]) => ({
    domain,
    keys: keys.filter((key) => key.domain === domain).map(toKey),
    spf: { name: domain, value: `v=spf1 ${hostsOf(platform.config, those)} ~all` },
    dmarc: { name: `_dmarc.${domain}`, value: "v=DMARC1; p=none" },
  }));
}

/** The servers that mail leaves by, as far as we know them: what they send from is theirs to say. */
function hostsOf(
  { SMTP_OUT_URL: url }: { SMTP_OUT_URL?: string | undefined },
  those: ChannelRow[],
) {
  const usual = url ? new URL(url).hostname : null;
  const hosts = those.flatMap(({ smtp }) => smtp?.host ?? usual ?? []);
  const named = [...new Set(hosts)].map((host) =>
    /^[\d.]+$/.test(host) ? `ip4:${host}` : `a:${host}`,
  );
  return named.length > 0 ? named.join(" ") : "mx";
}
