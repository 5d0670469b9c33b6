/** What a ticket shows of its newest message, counted anew after messages went away. */
import type { Tx } from "#platform/db.ts";
import { previewOf, type Ticket } from "./ticket.ts";

export async function newestNow(tx: Tx, ticket: Pick<Ticket, "desk_id" | "id">, otherwise: Date) {
  const newest = await tx
    .selectFrom("messages")
    .select(["id", "written_at", "direction", "text", "visible_text"])
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "message")
    .orderBy("automatic")
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return {
    newest_message_id: newest?.id ?? null,
    newest_message_at: newest?.written_at ?? null,
    newest_direction: newest?.direction ?? null,
    preview: newest ? previewOf(newest.visible_text ?? newest.text) : "",
    active_at: newest?.written_at ?? otherwise,
  };
}
