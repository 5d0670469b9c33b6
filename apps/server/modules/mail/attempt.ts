/** What the outgoing server said so far, and what follows: nothing more, or another try within two days. */
import assert from "node:assert/strict";
import type { Delivery } from "#contract/messages.ts";
import { sql } from "kysely";
import type { Db, Tx } from "#platform/db.ts";
import type { Posted, Refused } from "#platform/smtp/send.ts";

export type Attempt = {
  /** Counts from 1, without those that ended with their process. */
  number: number;
  /** Tries in a row that ended with their process. */
  unanswered: number;
  accepted: string[];
  refused: Refused[];
};

export type Outcome = {
  delivery: Exclude<Delivery, "sending">;
  error: string | null;
  /** Milliseconds until the next try; null = there is none. */
  retryIn: number | null;
};

/**
 * Counted before the first byte leaves, so that a mail that kills its process is not tried for ever. The first try, and
 * each Retry by hand, begins anew with those who were refused.
 */
export async function attemptOf(
  db: Db,
  deskId: string,
  messageId: string,
  { now, wasBegun }: { now: Date; wasBegun: boolean },
): Promise<Attempt> {
  const row = await db
    .insertInto("deliveries")
    .values({ desk_id: deskId, message_id: messageId, attempts: 1, first_tried_at: now })
    .onConflict((conflict) =>
      conflict.columns(["desk_id", "message_id"]).doUpdateSet({
        attempts: sql`greatest(1, deliveries.attempts + ${wasBegun ? 0 : 1}::int)`,
        unanswered: sql`deliveries.unanswered + ${wasBegun ? 1 : 0}::int`,
        refused: sql`case when deliveries.attempts = 0 then '[]' else deliveries.refused end`,
      }),
    )
    .returning(["attempts", "unanswered", "accepted", "refused"])
    .executeTakeFirstOrThrow();
  return {
    number: row.attempts,
    unanswered: row.unanswered,
    accepted: row.accepted,
    refused: row.refused as Refused[],
  };
}

/** Who of them has heard nothing final yet. */
export function stillToAsk({ accepted, refused }: Attempt, receivers: readonly string[]): string[] {
  const answered = new Set([...accepted, ...refused.map(({ address }) => address)]);
  const waiting = receivers.filter((address) => !answered.has(address));
  assert(waiting.length > 0, "a reply is being sent that everybody has");
  return waiting;
}

/** What the attempt knows now, and what follows. */
export function weigh(
  { number, accepted, refused }: Attempt,
  posted: Posted,
): Outcome & Pick<Attempt, "accepted" | "refused"> {
  const taken = posted.fate === "taken" ? [...accepted, ...posted.accepted] : accepted;
  const no = "refused" in posted ? [...refused, ...posted.refused] : refused;
  return { ...decide(number, posted, taken, no), accepted: taken, refused: no };
}

export async function noteAnswers(
  tx: Tx,
  deskId: string,
  messageId: string,
  { accepted, refused, retryIn }: ReturnType<typeof weigh>,
): Promise<void> {
  const over = retryIn === null ? { attempts: 0 } : {};
  await tx
    .updateTable("deliveries")
    .set({ accepted, refused: JSON.stringify(refused), unanswered: 0, ...over })
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .execute();
}

/**
 * It came back from these: Retry sends it to them again. Where none of them is one that we wrote to (a forwarder names
 * the address behind it), it goes to everybody again.
 */
export async function forgetAccepted(
  tx: Tx,
  deskId: string,
  messageId: string,
  addresses: readonly string[],
): Promise<void> {
  const row = await tx
    .selectFrom("deliveries")
    .select("accepted")
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  const back = new Set(addresses.map((address) => address.toLowerCase()));
  const kept = row.accepted.filter((address) => !back.has(address.toLowerCase()));
  const accepted = kept.length < row.accepted.length ? kept : [];
  await tx
    .updateTable("deliveries")
    .set({ accepted, attempts: 0, unanswered: 0 })
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .execute();
}

/** Minutes between two tries; together a little more than two days. */
const pauses = [0.5, 1, 3, 10, 30, 60, 120, 240, 300, 360, 360, 360, 360, 360, 360];

/**
 * Who is killed at work begins with the same mail again, so that many deaths in a row are no sign against it; but one that
 * ends its process each time must come to an end.
 */
export const mostUnanswered = 50;

/** Every try may be one more copy for a receiver that does not compare ids. */
const triesWhenUnclear = 3;

function decide(number: number, posted: Posted, taken: string[], no: Refused[]): Outcome {
  const again = pauses[number - 1];
  const retryIn = again === undefined ? null : again * 60_000;
  if (posted.fate === "taken" && posted.deferred.length === 0)
    return { delivery: "sent", error: no.length > 0 ? list(no) : null, retryIn: null };
  if (posted.fate === "refused")
    return {
      // Others have it already: it left, though not to everybody.
      delivery: taken.length > 0 ? "sent" : "failed",
      error: no.length > 0 ? list(no) : posted.reason,
      retryIn: null,
    };
  const reason = posted.fate === "taken" ? list(posted.deferred) : posted.reason;
  if (posted.fate === "unclear")
    return {
      delivery: "unknown",
      error: reason,
      retryIn: number < triesWhenUnclear ? retryIn : null,
    };
  // Once some have it, it can no longer be taken back: it is not queued any more.
  if (retryIn !== null)
    return { delivery: taken.length > 0 ? "unknown" : "queued", error: reason, retryIn };
  return { delivery: taken.length > 0 ? "sent" : "failed", error: reason, retryIn: null };
}

function list(refused: readonly Refused[]): string {
  return refused.map(({ address, reason }) => `${address}: ${reason}`).join("; ");
}
