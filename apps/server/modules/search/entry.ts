/**
 * The search entries: one a message, with the ticket's name, and one a ticket (under its own id) with its people.
 *
 * They are written by one statement that reads the tables of `tickets` directly: going through its door would cost
 * five statements a mail.
 */
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#platform/db.ts";

export type Entries = {
  /** Tickets whose own entry is written. */
  tickets: readonly string[];
  /** Messages whose entry is written; `all` = every message of these tickets. */
  messages: readonly string[] | "all";
};

export async function indexEntries(
  tx: Tx,
  deskId: string,
  { tickets, messages }: Entries,
): Promise<void> {
  const parts = [
    ...(messages === "all" ? [ofMessages(deskId, sql`m.ticket_id`, tickets)] : []),
    ...(messages !== "all" && messages.length > 0 ? [ofMessages(deskId, sql`m.id`, messages)] : []),
    ...(tickets.length > 0 ? [ofTickets(deskId, tickets)] : []),
  ];
  if (parts.length === 0) return;
  await sql`
    insert into search_entries (desk_id, message_id, ticket_id, at, words)
    ${sql.join(parts, sql` union all `)}
    on conflict (desk_id, message_id) do update set words = excluded.words, at = excluded.at, ticket_id = excluded.ticket_id`.execute(
    tx,
  );
}

/** Characters of a message that are searched; the rest of a longer one is not. */
const most = sql.lit(100_000);

function ofMessages(deskId: string, key: RawBuilder<unknown>, ids: readonly string[]) {
  return sql`
    select m.desk_id, m.id, m.ticket_id, m.written_at,
      words_of(t.name, left(coalesce(m.visible_text, m.text), ${most}))
    from messages m join tickets t on t.desk_id = m.desk_id and t.id = m.ticket_id
    where m.desk_id = ${deskId} and m.deleted_at is null and ${key} = any(${[...ids]}::uuid[])`;
}

function ofTickets(deskId: string, ids: readonly string[]) {
  return sql`
    select t.desk_id, t.id, t.id, t.active_at,
      words_of(t.number || ' ' || t.name || ' ' || coalesce(p.people, ''),
        left(t.name || ' ' || coalesce(t.description, ''), ${most}))
    from tickets t left join lateral (
      select string_agg(name || ' ' || address || ' ' || translate(address, '@._-', '    '), ' ') as people
      from participants where desk_id = t.desk_id and ticket_id = t.id
    ) p on true
    where t.desk_id = ${deskId} and t.id = any(${[...ids]}::uuid[])`;
}

export async function forgetMessage(tx: Tx, deskId: string, messageId: string): Promise<void> {
  await tx
    .deleteFrom("search_entries")
    .where("desk_id", "=", deskId)
    .where("message_id", "=", messageId)
    .execute();
}
