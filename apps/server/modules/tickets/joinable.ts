import type { Tx } from "#platform/db.ts";
import { contactIdsOfEmails } from "#modules/contacts";
import { sql } from "kysely";

export type Joinable = {
  /** The ticket itself, or the one that it was merged into. */
  ticketId: string;
  /** The sender takes part in the conversation, by this address or by another one of the same contact. */
  participant: boolean;
  open: boolean;
  closedAt: Date | null;
  /** It was called spam. */
  spam: boolean;
};

/** What mail that points to a ticket needs to know of it; null when there is none, or it lies in the bin or the spam. */
export async function joinable(
  tx: Tx,
  deskId: string,
  ticketId: string,
  senderAddress: string,
  fromSpam = false,
): Promise<Joinable | null> {
  const ticket = await survivor(tx, deskId, ticketId, fromSpam);
  if (!ticket) return null;
  const address = senderAddress.trim().toLowerCase();
  const contactId = (await contactIdsOfEmails(tx, deskId, [address])).get(address) ?? null;
  const { rows } = await sql<{ takes_part: boolean }>`
    select exists (
      select from participants where desk_id = ${deskId} and ticket_id = ${ticket.id}
        and (address = ${address} or contact_id = ${contactId}::uuid)
    ) or exists (
      select from ticket_contacts where desk_id = ${deskId} and ticket_id = ${ticket.id} and contact_id = ${contactId}::uuid
    ) as takes_part`.execute(tx);
  const participant = rows[0]?.takes_part ?? false;
  const { id, open, closed_at: closedAt, spam_at } = ticket;
  return { ticketId: id, participant, open, closedAt, spam: spam_at !== null };
}

/** Follows merges to their end. */
async function survivor(tx: Tx, deskId: string, ticketId: string, fromSpam: boolean) {
  let at: string | null = ticketId;
  for (let step = 0; at !== null && step < 100; step++) {
    const ticket: Found | undefined = await find(tx, deskId, at);
    if (!ticket) return null;
    if (!ticket.merged_into_id) {
      const isThere = !ticket.deleted_at || (fromSpam && ticket.spam_at !== null);
      return isThere ? ticket : null;
    }
    at = ticket.merged_into_id;
  }
  return null;
}

type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

function find(tx: Tx, deskId: string, ticketId: string) {
  return tx
    .selectFrom("tickets")
    .select(["id", "open", "closed_at", "deleted_at", "spam_at", "merged_into_id"])
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .executeTakeFirst();
}
