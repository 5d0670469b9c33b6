/** What search shows of messages. */
import type { Selectable } from "kysely";
import type { Db, Tx } from "#platform/db.ts";
import type { DB } from "#platform/schema.gen.ts";

type Row = Selectable<DB["messages"]>;
type MessageWords = Pick<Row, "id" | "ticket_id" | "text" | "visible_text" | "written_at">;

export async function messageWords(
  db: Db | Tx,
  deskId: string,
  messageIds: string[],
): Promise<MessageWords[]> {
  if (messageIds.length === 0) return [];
  return db
    .selectFrom("messages")
    .select(["id", "ticket_id", "text", "visible_text", "written_at"])
    .where("desk_id", "=", deskId)
    .where("id", "in", messageIds)
    .where("deleted_at", "is", null)
    .execute();
}
