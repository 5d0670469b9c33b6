import { filesByIds, type FileRow } from "#modules/files";
import type { Call } from "#platform/call.ts";
import { findMessage } from "./access.ts";

/** The files of a message that the caller may see, in their order. @throws Refusal ticket_not_found, message_not_found */
export async function attachedFiles(
  { db, agent }: Call,
  { number, messageId }: { number: number; messageId: string },
): Promise<FileRow[]> {
  const { message } = await findMessage(db, agent, number, messageId);
  const rows = await db
    .selectFrom("attachments")
    .select(["file_id", "name"])
    .where("desk_id", "=", message.desk_id)
    .where("message_id", "=", message.id)
    .orderBy("position")
    .execute();
  const ids = rows.map((row) => row.file_id);
  const files = new Map(
    (await filesByIds(db, message.desk_id, ids)).map((file) => [file.id, file]),
  );
  return rows.flatMap(({ file_id, name }) => {
    const file = files.get(file_id);
    return file ? [{ ...file, name }] : [];
  });
}
