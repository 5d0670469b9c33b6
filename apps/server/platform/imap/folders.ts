/** The folders of a mailbox, with how much is in them. Nothing is marked. */
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import type { Mailbox } from "./connect.ts";
import { inMailbox } from "./try.ts";

export type Folder = { path: string; mails: number | null; wanted: number | null };

/** Folders that are counted, and milliseconds that counting them may take. */
const most = 50;
const patience = 20_000;

/** The one that is asked for first. @throws MailboxRefused */
export function foldersOf(
  at: Mailbox,
  since: Date | null,
): Promise<{ folders: Folder[]; more: boolean }> {
  return inMailbox(at, async (client) => {
    const over = Date.now() + patience;
    const listed = (await client.list()).filter(({ flags }) => !flags.has("\\Noselect"));
    const paths = listed.map(({ path }) => path);
    const first = paths.filter((path) => isSame(path, at.mailbox));
    const ordered = [...first, ...paths.filter((path) => !first.includes(path))];
    const folders: Folder[] = [];
    for (const path of ordered.slice(0, most))
      folders.push(await counted(client, path, since, over));
    return { folders, more: ordered.length > most };
  });
}

function isSame(path: string, mailbox: string): boolean {
  return path === mailbox || (/^inbox$/i.test(path) && /^inbox$/i.test(mailbox));
}

/** A folder that cannot be opened is no reason to show none. */
async function counted(
  client: ImapFlow,
  path: string,
  since: Date | null,
  over: number,
): Promise<Folder> {
  const left = over - Date.now();
  const unknown = { path, mails: null, wanted: null };
  if (left <= 0) return unknown;
  const count = countIn(client, path, since).catch(() => unknown);
  return Promise.race([count, wait(left, unknown, { ref: false })]);
}

/** IMAP searches by whole days: the day that is asked for counts from its beginning. */
async function countIn(client: ImapFlow, path: string, since: Date | null): Promise<Folder> {
  const { exists: mails } = await client.mailboxOpen(path, { readOnly: true });
  if (since === null || mails === 0) return { path, mails, wanted: 0 };
  if (since.getTime() <= 0) return { path, mails, wanted: mails };
  const found = await client.search({ since }, { uid: true });
  return { path, mails, wanted: found ? found.length : 0 };
}
