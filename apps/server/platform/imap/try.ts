import { imapClient, type Mailbox } from "./connect.ts";

/** Signs in and opens the folder; answers where its numbering stands. @throws what the server said */
export async function tryMailbox(at: Mailbox): Promise<{ uidValidity: number; lastUid: number }> {
  const client = imapClient(at);
  try {
    await client.connect();
    const { uidValidity, uidNext } = await client.mailboxOpen(at.mailbox, { readOnly: true });
    await client.logout();
    return { uidValidity: Number(uidValidity), lastUid: Math.max(0, uidNext - 1) };
  } finally {
    client.close();
  }
}
