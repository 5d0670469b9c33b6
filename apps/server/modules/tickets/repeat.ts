/** Sending twice writes once: the client chooses the id, and a repeat gets the first answer. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Message } from "#contract/messages.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { messageAnswer } from "./message.ts";
import type { Ticket } from "./ticket.ts";

/** Equal for equal input of one user, whatever the order of its keys. Which draft it comes from says nothing of it. */
export function hashOf(userId: string, input: Record<string, unknown>): Buffer {
  const said = canonical({ ...input, draftVersion: undefined });
  return createHash("sha256").update(userId).update(said).digest();
}

/**
 * The answer that was given to this id on this ticket; null when the id is new. Call it with the ticket locked.
 * @throws Refusal id_reused when something else was sent under the id, or it was taken back.
 */
export async function earlierAnswer(
  tx: Tx,
  ticket: Ticket,
  sent: { id: string; hash: Buffer; now: Date },
): Promise<Message | null> {
  const { rows } = await sql<{
    ticket_id: string | null;
    sent_hash: Buffer | null;
    undone: boolean;
  }>`
    select m.ticket_id, m.sent_hash, exists (
      select from activities where desk_id = ${ticket.desk_id} and ticket_id = ${ticket.id}
        and what = 'reply_undone' and message_id = ${sent.id}) or m.deleted_at is not null as undone
    from (select) one left join messages m on m.desk_id = ${ticket.desk_id} and m.id = ${sent.id}`.execute(
    tx,
  );
  const row = rows[0];
  // A request that was slow on its way must not send what its author has taken back.
  if (row?.undone) throw refuse("id_reused");
  if (!row?.ticket_id) return null;
  if (row.ticket_id !== ticket.id || !row.sent_hash?.equals(sent.hash)) throw refuse("id_reused");
  return messageAnswer(tx, ticket, sent.id, sent.now);
}

/** Two requests at once under one id: the second finds out when it writes, and then looks again. */
export async function writingOnce<T>(write: () => Promise<T>, constraint: string): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isDouble(error, constraint)) return write();
    throw error;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}
