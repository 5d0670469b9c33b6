/**
 * Trying a mailbox before it is saved.
 *
 * Whoever may change channels chooses the host, so the answer must not tell which ports of our network are open: what did
 * not speak IMAP is one answer, after one time. See docs/decisions/0008-mailbox-hosts.md.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import { imapClient, type Mailbox, placed } from "./connect.ts";

/** The words are for the person who typed the settings. */
export class MailboxRefused extends Error {}

/** Signs in and opens the folder; answers where its numbering stands. @throws MailboxRefused */
export function tryMailbox(at: Mailbox): Promise<{ uidValidity: number; lastUid: number }> {
  return inMailbox(at, async (client) => {
    const { uidValidity, uidNext } = await client.mailboxOpen(at.mailbox, { readOnly: true });
    return { uidValidity: Number(uidValidity), lastUid: Math.max(0, uidNext - 1) };
  });
}

/** Signs in and does something there. @throws MailboxRefused */
export async function inMailbox<Answer>(
  at: Mailbox,
  look: (client: ImapFlow) => Promise<Answer>,
): Promise<Answer> {
  const over = wait(patienceMs, null, { ref: false });
  let client: ImapFlow | undefined;
  try {
    client = imapClient(await placed(at));
    const connected = client.connect().then(() => true);
    if (!(await Promise.race([connected, over]))) throw new Error("nobody answers");
    const answer = await look(client);
    await client.logout();
    return answer;
  } catch (error) {
    const said = saidBy(error);
    if (said === null) await over;
    throw new MailboxRefused(said ?? "unreachable");
  } finally {
    client?.close();
  }
}

/** Enough for a name, a connection, TLS and a greeting from the other side of the world. */
export const patienceMs = 6000;

/** What an IMAP server said, or what is wrong with its certificate; null when nothing shows that there is one. */
function saidBy(error: unknown): string | null {
  const { responseText, code, message } = error as Record<string, unknown>;
  if (typeof responseText === "string") return responseText.slice(0, 300);
  const certificate = typeof code === "string" && /CERT|SIGNATURE/.test(code);
  return certificate ? String(message).slice(0, 300) : null;
}
