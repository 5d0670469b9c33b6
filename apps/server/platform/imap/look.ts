/** Looking into a mailbox without following it: what is there, and single mails of it. Nothing is marked. */
import { imapClient, type Mailbox, placed } from "./connect.ts";

/** `messageId` is the header as it is written there. */
export type Found = { uid: number; arrivedAt: Date; messageId: string | undefined };

export type OpenMailbox = {
  uidValidity: number;
  mails: Found[];
  /** Null when it was deleted meanwhile. */
  source(uid: number, largest: number): Promise<Buffer | null>;
};

/** @throws when the line breaks or the server says no */
export async function lookIntoMailbox(
  at: Mailbox,
  look: (mailbox: OpenMailbox) => Promise<void>,
): Promise<void> {
  const client = imapClient(await placed(at));
  try {
    await client.connect();
    const { uidValidity, exists } = await client.mailboxOpen(at.mailbox, { readOnly: true });
    const query = { uid: true, internalDate: true, headers: ["message-id"] };
    const found = exists === 0 ? [] : await client.fetchAll("1:*", query, { uid: true });
    await look({
      uidValidity: Number(uidValidity),
      mails: found.map(({ uid, internalDate, headers }) => ({
        uid,
        arrivedAt: internalDate ? new Date(internalDate) : new Date(),
        messageId: idIn(headers),
      })),
      source: async (uid, largest) => {
        const part = { uid: true, source: { start: 0, maxLength: largest } };
        const mail = await client.fetchOne(String(uid), part, { uid: true });
        return mail ? (mail.source ?? null) : null;
      },
    });
    await client.logout();
  } finally {
    client.close();
  }
}

function idIn(headers: Buffer | undefined): string | undefined {
  const said = headers?.toString("latin1").replace(/\r?\n[ \t]+/g, " ") ?? "";
  return /^message-id:(.*)$/im.exec(said)?.[1];
}
