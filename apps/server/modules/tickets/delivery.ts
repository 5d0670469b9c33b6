/** The way of a reply: queued → sending → sent, failed or unknown. A row that was taken back is simply gone. */
import { Transaction } from "kysely";
import { type Delivery, tooMany } from "#contract/messages.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { record } from "./history.ts";

/**
 * Takes a message for sending; committed before the first byte leaves, so that an undo comes too late or not at all.
 * Also takes one that a killed process left in `sending`. False when there is nothing (more) to send.
 */
export async function claimSending(
  db: Db | Tx,
  deskId: string,
  messageId: string,
  now: Date,
): Promise<boolean> {
  const run = async (tx: Tx) => {
    const taken = await tx
      .updateTable("messages")
      .set((eb) => ({
        delivery: "sending" as const,
        delivery_error: null,
        delivery_attempts: eb("delivery_attempts", "+", 1),
      }))
      .where("desk_id", "=", deskId)
      .where("id", "=", messageId)
      .where("delivery", "in", ["queued", "sending", "unknown"])
      .returning(["ticket_id"])
      .executeTakeFirst();
    if (!taken) return false;
    await announce(tx, deskId, messageId, taken.ticket_id, "sending", now);
    return true;
  };
  return within(db, run);
}

/** It is queued still, because too many mails are leaving at once. */
export async function sayWaiting(
  tx: Tx,
  deskId: string,
  messageId: string,
  now: Date,
): Promise<void> {
  const waits = await tx
    .updateTable("messages")
    .set({ delivery_error: tooMany })
    .where("desk_id", "=", deskId)
    .where("id", "=", messageId)
    .where("delivery", "=", "queued")
    .where("delivery_error", "is distinct from", tooMany)
    .returning("ticket_id")
    .executeTakeFirst();
  if (waits) await announce(tx, deskId, messageId, waits.ticket_id, "queued", now);
}

export type Outcome = {
  delivery: Exclude<Delivery, "sending">;
  error: string | null;
  /** A try of ours, or a mail that says what became of an earlier one. */
  cause: "delivery_tried" | "mail_received";
  now: Date;
};

/**
 * Says how it went; saying the same twice changes nothing. False when something else was said meanwhile: a try settles
 * only what is being sent, so that one that comes late does not call `sent` what has come back.
 */
export async function settleDelivery(
  db: Db | Tx,
  deskId: string,
  messageId: string,
  outcome: Outcome,
): Promise<boolean> {
  const { delivery, now } = outcome;
  const error = outcome.error?.slice(0, 500).toWellFormed() ?? null;
  const run = async (tx: Tx) => {
    const settled = await tx
      .updateTable("messages")
      .set({ delivery, delivery_error: error, ...(delivery === "sent" ? { sent_at: now } : {}) })
      .where("desk_id", "=", deskId)
      .where("id", "=", messageId)
      .where("delivery", "in", settledFrom[outcome.cause])
      .where((eb) =>
        eb.or([eb("delivery", "!=", delivery), eb("delivery_error", "is distinct from", error)]),
      )
      .returning("ticket_id")
      .executeTakeFirst();
    if (!settled) return false;
    if (delivery === "failed")
      await recordFailure(tx, deskId, settled.ticket_id, messageId, { ...outcome, error });
    await announce(tx, deskId, messageId, settled.ticket_id, delivery, now);
    return true;
  };
  return within(db, run);
}

/** What waits has begun anew: mail about an earlier try says nothing of it. */
const settledFrom: Record<Outcome["cause"], Delivery[]> = {
  delivery_tried: ["sending"],
  mail_received: ["sending", "sent", "unknown", "failed"],
};

/** In the caller's transaction, or in one of its own. */
function within<T>(db: Db | Tx, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db instanceof Transaction ? run(db) : db.transaction().execute(run);
}

function recordFailure(
  tx: Tx,
  deskId: string,
  ticketId: string,
  messageId: string,
  { error, cause, now }: Outcome,
) {
  return record(tx, { desk_id: deskId, id: ticketId }, now, [
    {
      what: "delivery_failed",
      cause,
      by: { type: "system", id: null },
      to: error,
      messageId,
    },
  ]);
}

async function announce(
  tx: Tx,
  deskId: string,
  messageId: string,
  ticketId: string,
  delivery: Delivery,
  at: Date,
) {
  const { number } = await tx
    .selectFrom("tickets")
    .select("number")
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  const type = delivery === "sent" ? "message.delivered" : "message.deliveryChanged";
  const ids = { ticketId, ticketNumber: number, messageId };
  await publish(tx, { type, deskId, at, ids, byUserId: null });
}
