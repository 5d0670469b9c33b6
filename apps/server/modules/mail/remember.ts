/** The Message-IDs of every ticket: carried by its mails, or only mentioned, so that a parent that comes late finds it. */
import { sql } from "kysely";
import { carriersOf } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";

export type Known = {
  messageId: string;
  ticketId: string;
  /** Carried by a mail of the ticket, not only mentioned. */
  own: boolean;
  /** The outgoing message that carries it. */
  sentMessageId: string | null;
};

/**
 * Mails that mention one id go one after the other, so that an answer that is read beside its parent still finds it.
 * The locks are given back with the transaction.
 */
export async function lockIds(tx: Tx, deskId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(${deskId} || id, 12) as key
      from unnest(${ids}::text[]) as id order by key
    ) keys`.execute(tx);
}

export async function knownIds(tx: Tx, deskId: string, ids: readonly string[]): Promise<Known[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("mail_ids")
    .select(["message_id", "ticket_id", "own", "sent_message_id"])
    .where("desk_id", "=", deskId)
    .where("message_id", "in", [...ids])
    .execute();
  return rows.map((row) => ({
    messageId: row.message_id,
    ticketId: row.ticket_id,
    own: row.own,
    sentMessageId: row.sent_message_id,
  }));
}

/** `own` is the id that the mail carries; the others it mentions. */
export async function rememberIds(
  tx: Tx,
  deskId: string,
  ticketId: string,
  {
    own,
    mentioned,
    sent = null,
  }: { own: string | null; mentioned: readonly string[]; sent?: string | null },
): Promise<void> {
  const ids = [...new Set(own ? [own, ...mentioned] : mentioned)];
  if (ids.length === 0) return;
  await tx
    .insertInto("mail_ids")
    .values(
      ids.map((id) => ({
        desk_id: deskId,
        message_id: id,
        ticket_id: ticketId,
        own: id === own,
        sent_message_id: id === own ? sent : null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["desk_id", "message_id", "ticket_id"]).doUpdateSet({
        own: sql`mail_ids.own or excluded.own`,
        sent_message_id: sql`coalesce(mail_ids.sent_message_id, excluded.sent_message_id)`,
      }),
    )
    .execute();
}

/**
 * The ids of messages that are on this ticket now lead here, and no longer to where those were. Another ticket that
 * really has a mail of that id keeps it.
 */
export async function followIds(tx: Tx, deskId: string, ticketId: string): Promise<void> {
  const carried = await carriersOf(tx, deskId, ticketId);
  if (carried.length === 0) return;
  const ids = [...new Set(carried.map(({ messageId }) => messageId))];
  await sql`
    insert into mail_ids (desk_id, message_id, ticket_id, own, sent_message_id)
    select distinct on (message_id) desk_id, message_id, ${ticketId}::uuid, true, sent_message_id from mail_ids
    where desk_id = ${deskId} and own and ticket_id <> ${ticketId} and message_id = any(${ids}::text[])
    order by message_id, sent_message_id nulls last
    on conflict (desk_id, message_id, ticket_id) do update
      set own = true, sent_message_id = coalesce(mail_ids.sent_message_id, excluded.sent_message_id)`.execute(
    tx,
  );
  await sql`
    delete from mail_ids where desk_id = ${deskId} and own and ticket_id <> ${ticketId}
      and message_id = any(${ids}::text[]) and (message_id, ticket_id) not in (
        select * from unnest(${carried.map((one) => one.messageId)}::text[], ${carried.map((one) => one.ticketId)}::uuid[]))`.execute(
    tx,
  );
}
