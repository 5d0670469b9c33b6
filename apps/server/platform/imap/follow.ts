/** Following a mailbox: everything after a cursor, then whatever comes, by IDLE or by asking again. Nothing is marked. */
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import { imapClient, type Mailbox } from "./connect.ts";

export type MailboxReader = {
  /** Called when the folder is open: after which UID to begin. */
  opened(uidValidity: number): Promise<number>;
  /** Asked before the bytes are fetched. */
  wants(mail: { uid: number; arrivedAt: Date }): boolean;
  /** In the order of UIDs, one at a time. `source` is null for a mail that was not wanted. */
  take(mail: { uid: number; arrivedAt: Date; source: Buffer | null }): Promise<void>;
  /** Everything there was has been taken. */
  caughtUp(): Promise<void>;
};

export type FollowOptions = {
  signal: AbortSignal;
  /** Bytes of one mail; of a larger one the beginning is taken. */
  largest: number;
  /** Milliseconds between two looks where the server does not tell of new mail. */
  pollEvery: number;
};

/** Milliseconds after which IDLE is begun anew: routers forget silent lines. */
const idleFor = 5 * 60_000;

/** Returns when the signal ends. @throws when the line breaks or the server says no */
export async function followMailbox(
  at: Mailbox,
  reader: MailboxReader,
  options: FollowOptions,
): Promise<void> {
  const client = imapClient(at);
  const stop = () => client.close();
  options.signal.addEventListener("abort", stop);
  try {
    await client.connect();
    const opened = await client.mailboxOpen(at.mailbox, { readOnly: true });
    let uid = await reader.opened(Number(opened.uidValidity));
    while (!options.signal.aborted) {
      uid = await takeAfter(client, uid, reader, options);
      await reader.caughtUp();
      await newMail(client, options);
    }
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    options.signal.removeEventListener("abort", stop);
    client.close();
  }
}

async function takeAfter(
  client: ImapFlow,
  after: number,
  reader: MailboxReader,
  { largest, signal }: FollowOptions,
): Promise<number> {
  const found = await client.fetchAll(
    `${after + 1}:*`,
    { uid: true, internalDate: true },
    { uid: true },
  );
  // "n:*" also names the last mail when its UID is smaller than n.
  const fresh = found.filter(({ uid }) => uid > after).toSorted((a, b) => a.uid - b.uid);
  for (const { uid, internalDate } of fresh) {
    if (signal.aborted) return after;
    const arrivedAt = internalDate ? new Date(internalDate) : new Date();
    const wanted = reader.wants({ uid, arrivedAt });
    const source = wanted ? await sourceOf(client, uid, largest) : null;
    await reader.take({ uid, arrivedAt, source });
    after = uid;
  }
  return after;
}

/** Null when it was deleted between the list and now. */
async function sourceOf(client: ImapFlow, uid: number, largest: number): Promise<Buffer | null> {
  const query = { uid: true, source: { start: 0, maxLength: largest } };
  const mail = await client.fetchOne(String(uid), query, { uid: true });
  return mail ? (mail.source ?? null) : null;
}

async function newMail(client: ImapFlow, { signal, pollEvery }: FollowOptions): Promise<void> {
  const ended = new AbortController();
  const told = new Promise<void>((resolve, reject) => {
    client.once("exists", () => resolve());
    client.once("close", () => reject(new Error("the mail server closed the line")));
  });
  told.catch(() => undefined);
  const idles = client.capabilities.has("IDLE");
  // Any other command ends it; what it answers does not matter.
  if (idles) void client.idle().catch(() => undefined);
  const patience = wait(idles ? idleFor : pollEvery, undefined, {
    signal: AbortSignal.any([signal, ended.signal]),
  });
  try {
    await Promise.race([told, patience]);
  } finally {
    ended.abort();
    patience.catch(() => undefined);
    client.removeAllListeners("exists");
    client.removeAllListeners("close");
  }
  await client.noop();
}
