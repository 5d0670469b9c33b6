import { recordsWithFile } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import { visibleTicketIds } from "./access.ts";

/** A file may be read by those who may see a ticket that it hangs on: by one of its messages, or as a property. */
export async function mayReadFile(call: Call, fileId: string): Promise<boolean> {
  return (await isAttached(call, fileId)) || (await isProperty(call, fileId));
}

async function isAttached({ db, agent }: Call, fileId: string): Promise<boolean> {
  const seen = await db
    .selectFrom("attachments")
    .select("attachments.file_id")
    .innerJoin("messages", (on) =>
      on
        .onRef("messages.desk_id", "=", "attachments.desk_id")
        .onRef("messages.id", "=", "attachments.message_id"),
    )
    .where("attachments.desk_id", "=", agent.deskId)
    .where("attachments.file_id", "=", fileId)
    .where("messages.deleted_at", "is", null)
    .where("attachments.ticket_id", "in", visibleTicketIds(db, agent))
    .limit(1)
    .executeTakeFirst();
  return seen !== undefined;
}

async function isProperty({ db, agent }: Call, fileId: string): Promise<boolean> {
  const ids = await recordsWithFile(db, agent.deskId, { kinds: ["ticket"], fileId });
  if (ids.length === 0) return false;
  const seen = await db
    .selectFrom("tickets")
    .select("tickets.id")
    .where("tickets.desk_id", "=", agent.deskId)
    .where("tickets.id", "in", ids)
    .where("tickets.id", "in", visibleTicketIds(db, agent))
    .limit(1)
    .executeTakeFirst();
  return seen !== undefined;
}
