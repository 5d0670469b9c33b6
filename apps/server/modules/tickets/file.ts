import type { Call } from "#platform/call.ts";
import { visibleTicketIds } from "./access.ts";

/** A file may be read by those who may see a ticket that one of its messages hangs on. */
export async function mayReadFile({ db, agent }: Call, fileId: string): Promise<boolean> {
  const seen = await db
    .selectFrom("attachments")
    .select("attachments.file_id")
    .where("attachments.desk_id", "=", agent.deskId)
    .where("attachments.file_id", "=", fileId)
    .where("attachments.ticket_id", "in", visibleTicketIds(db, agent))
    .limit(1)
    .executeTakeFirst();
  return seen !== undefined;
}
