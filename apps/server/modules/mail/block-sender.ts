/** Blocking from a ticket: any agent does it for the whole desk, so what it may do is narrower than the settings. */
import { sql } from "kysely";
import { normalizeAddress } from "#mail/address.ts";
import { exactness } from "#mail/sender-rule.ts";
import { servedAddresses } from "#modules/channels";
import { isColleague, maySet } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { rulesAbout } from "./rules.ts";
import { addRule, refuseTooMany, writeLifted } from "./sender-rules.ts";

/** Senders that one agent may block within a day. */
const mostADay = 100;

/** @throws Refusal sender_protected, block_limit, sender_rule_limit */
export async function blockSenders(
  tx: Tx,
  call: Call,
  senders: ReadonlySet<string>,
): Promise<string[]> {
  const { desk, agent, now } = call;
  if (senders.size === 0) return [];
  for (const address of senders)
    if (await isProtected(tx, call, address)) throw refuse("sender_protected", { address });
  const blocked: string[] = [];
  await lockBlocking(tx, desk.id, agent.id);
  for (const value of senders) {
    const rule = { action: "block", kind: "address", value, fate: "spam" } as const;
    if (await addRule(tx, call, rule, true)) blocked.push(value);
  }
  if (blocked.length === 0) return [];
  if ((await blocksOf(tx, call, new Date(now.getTime() - 86_400_000))) > mostADay)
    throw refuse("block_limit", { limit: mostADay });
  await refuseTooMany(tx, desk.id, "address");
  return blocked;
}

/** Colleagues, addresses of the desk, and whom the settings allow. */
async function isProtected(tx: Tx, { desk, platform }: Call, address: string): Promise<boolean> {
  const served = await servedAddresses(tx, [address]);
  if (served.get(address)?.deskId === desk.id) return true;
  if (address === `no-reply@${new URL(platform.config.PUBLIC_URL).hostname}`) return true;
  if (await isColleague(tx, desk.id, address)) return true;
  const rules = await rulesAbout(tx, desk.id, address);
  return rules.some(
    (rule) => rule.action === "allow" && exactness(rule, { address, types: [] }) > 0,
  );
}

/** One after the other: two requests at once would both be the hundredth. */
function lockBlocking(tx: Tx, deskId: string, userId: string) {
  const key = `sportello.block ${deskId} ${userId}`;
  return sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`.execute(tx);
}

async function blocksOf(tx: Tx, { desk, agent }: Call, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom("sender_rules")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("desk_id", "=", desk.id)
    .where("by_agent", "=", true)
    .where("created_by", "=", agent.id)
    .where("created_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Lifts what an agent blocked, whoever it was; what stands in settings only for those who may change them. Answers what stays. */
export async function liftBlocks(
  tx: Tx,
  call: Call,
  senders: readonly (string | null)[],
): Promise<string[]> {
  const rows = await blocksOn(tx, call.desk.id, senders).execute();
  const lifted = rows.filter((row) => row.by_agent || maySet(call.agent));
  if (lifted.length > 0)
    await tx
      .deleteFrom("sender_rules")
      .where("desk_id", "=", call.desk.id)
      .where(
        "id",
        "in",
        lifted.map(({ id }) => id),
      )
      .execute();
  for (const row of lifted) await writeLifted(tx, call, row);
  return rows.filter((row) => !lifted.includes(row)).map(({ value }) => value);
}

/** Whether this agent would lift a block of exactly that address. */
export async function mayLift(
  { db, desk, agent }: Pick<Call, "db" | "desk" | "agent">,
  sender: string | null,
): Promise<boolean> {
  const rows = await blocksOn(db, desk.id, [sender]).execute();
  return rows.some((row) => row.by_agent || maySet(agent));
}

/** Held where they are lifted, so that two who do so write it down once. */
function blocksOn(db: Db | Tx, deskId: string, senders: readonly (string | null)[]) {
  const values = senders.flatMap((one) => (one ? [normalizeAddress(one)] : []));
  return db
    .selectFrom("sender_rules")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("action", "=", "block")
    .where("kind", "=", "address")
    .where("value", "in", values.length > 0 ? values : [""])
    .orderBy("id")
    .$if(db.isTransaction, (query) => query.forUpdate());
}
