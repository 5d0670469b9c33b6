/** What the desk's rules about senders say of a mail that came in. */
import { sql } from "kysely";
import { exactness, domainsOf, isRole } from "#mail/sender-rule.ts";
import { mayBeSomebodyElse } from "#contract/trust.ts";
import { normalizeAddress } from "#mail/address.ts";
import type { Tx } from "#platform/db.ts";
import type { Entry, Settled } from "./entry.ts";
import { columnsOf, type Letter, senderOf } from "./letter.ts";

/**
 * Null: it may come in. What an agent has released is asked about no more. Rules about types of mail do not speak of a
 * report that a reply of ours failed.
 */
export async function ruledOut(
  tx: Tx,
  letter: Letter,
  isFailure: boolean,
): Promise<Settled | null> {
  const { entry, verdict } = letter;
  if (entry.released_at) return null;
  const { address } = senderOf(letter);
  const sender = { address, types: typesOf(letter) };
  const found = (await rulesAbout(tx, entry.desk_id, address))
    // To be allowed one must be who one says.
    .filter(({ action }) => action === "block" || !mayBeSomebodyElse(verdict))
    .filter(({ kind }) => !isFailure || kind !== "type")
    .map((rule) => ({ ...rule, exact: exactness(rule, sender) }))
    .filter(({ exact }) => exact > 0)
    .toSorted((a, b) => b.exact - a.exact || a.action.localeCompare(b.action));
  const [rule] = found;
  if (!rule || rule.action === "allow" || !rule.fate) return null;
  const earlier = await keptEarlier(tx, entry, columnsOf(letter));
  if (earlier) return { fate: "duplicate", duplicateOfId: earlier };
  return { fate: rule.fate, reason: `${rule.kind}: ${rule.value}` };
}

function typesOf(letter: Letter): string[] {
  const { auto } = letter.clues;
  const types = auto === "list" ? ["marketing"] : auto === null ? [] : ["automatic"];
  return isRole(senderOf(letter).address) ? [...types, "role"] : types;
}

/** Patterns and types are few; of the others only those that can speak of this address. */
export function rulesAbout(tx: Tx, deskId: string, address: string) {
  return tx
    .selectFrom("sender_rules")
    .select(["action", "kind", "value", "fate"])
    .where("desk_id", "=", deskId)
    .where((eb) =>
      eb.or([
        eb("kind", "in", ["pattern", "type"]),
        eb.and([eb("kind", "=", "address"), eb("value", "=", normalizeAddress(address))]),
        eb.and([eb("kind", "=", "domain"), eb("value", "in", ["", ...domainsOf(address)])]),
      ]),
    )
    .execute();
}

/** The same mail delivered once more is one in the list of spam. */
async function keptEarlier(
  tx: Tx,
  entry: Entry,
  mail: { messageId: string | null; contentHash: Buffer },
): Promise<string | null> {
  if (mail.messageId === null) return null;
  const { rows } = await sql<{ id: string }>`
    select id from mails where desk_id = ${entry.desk_id} and message_id = ${mail.messageId}
      and content_hash = ${mail.contentHash} and fate in ('spam', 'rejected_by_rule') limit 1`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}
