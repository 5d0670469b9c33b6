/** What a forward takes along of the message it passes on. */
import type { Selectable } from "kysely";
import type { Db, Tx } from "#platform/db.ts";
import type { Messages } from "#platform/schema.gen.ts";
import type { Incoming } from "./incoming.ts";

type Source = Pick<Selectable<Messages>, "desk_id" | "id">;

/**
 * Its pictures always, since they stand in the text; of its files those that were chosen. The rest of the chosen are
 * uploads of the author.
 */
export async function chosenParts(
  tx: Tx,
  source: Source,
  chosen: readonly string[],
): Promise<{ parts: Incoming["attachments"]; uploads: string[] }> {
  const all = await partsOf(tx, source);
  const parts = all
    .filter(({ fileId, inline }) => inline || chosen.includes(fileId))
    .map(({ fileId, name, inline }) => ({
      ...{ fileId, name, inline },
      contentId: inline ? fileId : null,
    }));
  const known = new Set(all.map(({ fileId }) => fileId));
  return { parts, uploads: chosen.filter((id) => !known.has(id)) };
}

export async function partsOf(db: Db | Tx, { desk_id, id }: Source) {
  return db
    .selectFrom("attachments")
    .select(["file_id as fileId", "name", "content_id as contentId", "inline"])
    .where("desk_id", "=", desk_id)
    .where("message_id", "=", id)
    .orderBy("position")
    .execute();
}
