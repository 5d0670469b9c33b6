/** What the mail module needs of a notice: to read it while it waits, and to say how it went. */
import type { Db, Tx } from "#platform/db.ts";

export type WaitingNotice = {
  toAddress: string;
  toName: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  unsubscribeUrl: string | null;
  /** How often it was put off so far. */
  attempts: number;
};

/** Null when it has left, or is gone. */
export async function noticeById(
  db: Db | Tx,
  deskId: string,
  noticeId: string,
): Promise<WaitingNotice | null> {
  const row = await db
    .selectFrom("notices")
    .select([
      "to_address",
      "to_name",
      "subject",
      "html",
      "text",
      "message_id",
      "unsubscribe_url",
      "attempts",
    ])
    .where("desk_id", "=", deskId)
    .where("id", "=", noticeId)
    .where("state", "=", "queued")
    .executeTakeFirst();
  if (!row) return null;
  return {
    toAddress: row.to_address,
    toName: row.to_name,
    subject: row.subject,
    html: row.html ?? "",
    text: row.text ?? "",
    messageId: row.message_id,
    unsubscribeUrl: row.unsubscribe_url,
    attempts: row.attempts,
  };
}

/** Once it has left or never will, its words go: they hold a link that lets people in. */
export async function settleNotice(
  db: Db | Tx,
  deskId: string,
  noticeId: string,
  { state, error }: { state: "queued" | "sent" | "failed"; error: string | null },
): Promise<void> {
  const waits = state === "queued";
  await db
    .updateTable("notices")
    .set((eb) => ({
      state,
      error,
      ...(waits
        ? { attempts: eb("attempts", "+", 1) }
        : { html: null, text: null, unsubscribe_url: null }),
    }))
    .where("desk_id", "=", deskId)
    .where("id", "=", noticeId)
    .execute();
}
