/** What a comment said before it was changed. */
import * as z from "zod";
import type { listCommentVersions as contract } from "#contract/comments.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { refuse } from "#platform/refusal.ts";
import { findMessage } from "./access.ts";

/** Where a page ends: the edition. */
const Place = z.tuple([z.int().min(0).max(2_147_483_647)]);

export async function listCommentVersions(
  { db, agent }: Call,
  { number, messageId, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { message } = await findMessage(db, agent, number, messageId);
  if (message.kind !== "comment") throw refuse("message_not_found");
  const before = readCursor(cursor, Place);
  const rows = await db
    .selectFrom("comment_versions")
    .select(["edition", "html", "text", "at"])
    .where("desk_id", "=", agent.deskId)
    .where("message_id", "=", messageId)
    .$if(before !== null, (query) => query.where("edition", "<", before?.[0] ?? 0))
    .orderBy("edition", "desc")
    .limit(rowsFor(limit))
    .execute();
  const page = cutPage(rows, limit, ({ edition }) => [edition]);
  const items = page.rows.map(({ at, ...version }) => ({ ...version, at: at.toISOString() }));
  return { items, nextCursor: page.nextCursor };
}
