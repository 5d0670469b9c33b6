/** How far a channel has read its mailbox: UIDVALIDITY and UID, moved in the transaction that keeps the mail. */
import type { Db, Tx } from "#platform/db.ts";

export type Cursor = { uidValidity: number; uid: number };

/** Moves forward only; a mailbox with another UIDVALIDITY has been restarted before. */
export async function advanceCursor(
  tx: Tx,
  deskId: string,
  channelId: string,
  { uidValidity, uid }: Cursor,
): Promise<void> {
  await tx
    .updateTable("channels")
    .set((eb) => ({ imap_uid: eb.fn("greatest", ["imap_uid", eb.val(uid)]) }))
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .where("imap_uid_validity", "=", uidValidity)
    .execute();
}

/**
 * The server numbers its mails anew, or this is the first look: begin before the first. That the whole folder is looked
 * through is kept: a look that is broken off goes on as one, and does not take what is old for new.
 */
export async function restartCursor(
  db: Db | Tx,
  deskId: string,
  channelId: string,
  uidValidity: number,
): Promise<void> {
  await db
    .updateTable("channels")
    .set({ imap_uid_validity: uidValidity, imap_uid: 0, imap_looking: true })
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .execute();
}

/** The whole folder has been looked through: from now on the UID alone says what is new. */
export async function endLook(
  db: Db | Tx,
  deskId: string,
  channelId: string,
  uidValidity: number,
): Promise<void> {
  await db
    .updateTable("channels")
    .set({ imap_looking: false })
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .where("imap_uid_validity", "=", uidValidity)
    .execute();
}
