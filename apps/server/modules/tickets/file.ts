import { sql } from "kysely";
import * as z from "zod";
import { mayReadTickets } from "#modules/people";
import { recordsWithFile } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import { visibleTicketIds } from "./access.ts";
import { picturesIn } from "./letter.ts";

/**
 * A file may be read by those who may see a ticket that it hangs on: by one of its messages, as a property, or by what
 * they are still writing there themselves.
 */
export async function mayReadFile(call: Call, fileId: string): Promise<boolean> {
  if (!mayReadTickets(call.agent)) return false;
  return (
    (await isAttached(call, fileId)) ||
    (await isProperty(call, fileId)) ||
    (await isInDraft(call, fileId)) ||
    (await isPlanned(call, fileId))
  );
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

/** Saving a draft has asked for each of its files; the text names the pictures. */
async function isInDraft({ db, agent }: Call, fileId: string): Promise<boolean> {
  const drafts = await db
    .selectFrom("drafts")
    .select(["html", "attachment_ids"])
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("ticket_id", "in", visibleTicketIds(db, agent))
    .where((eb) =>
      eb.or([
        sql<boolean>`${fileId}::uuid = any(attachment_ids)`,
        sql<boolean>`position(${fileId} in html) > 0`,
      ]),
    )
    .execute();
  return drafts.some((draft) => filesIn(draft.html, draft.attachment_ids).includes(fileId));
}

async function isPlanned({ db, agent }: Call, fileId: string): Promise<boolean> {
  const planned = await db
    .selectFrom("scheduled_replies")
    .select("reply")
    .where("desk_id", "=", agent.deskId)
    .where("author_user_id", "=", agent.id)
    .where("ticket_id", "in", visibleTicketIds(db, agent))
    .where(sql<boolean>`position(${fileId} in reply::text) > 0`)
    .execute();
  return planned.some(({ reply }) => {
    const { html, attachmentIds } = Planned.parse(reply);
    return filesIn(html, attachmentIds).includes(fileId);
  });
}

const Planned = z.object({
  html: z.string().default(""),
  attachmentIds: z.array(z.string()).default([]),
});

function filesIn(html: string, attachmentIds: readonly string[]): string[] {
  return [...attachmentIds, ...picturesIn(html)];
}
