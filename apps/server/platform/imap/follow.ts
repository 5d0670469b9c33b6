/** Following a mailbox: everything after a cursor, then whatever comes, by IDLE or by asking again. Nothing is marked. */
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import { imapClient, type Mailbox, placed } from "./connect.ts";

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
  const client = imapClient(await placed(at));
  const stop = () => client.close();
  options.signal.addEventListener("abort", stop);
  try {
    if (options.signal.aborted) return;
    await client.connect();
    const opened = await client.mailboxOpen(at.mailbox, { readOnly: true });
    let uid = await reader.opened(Number(opened.uidValidity));
    const news = newsOf(client);
    while (!options.signal.aborted) {
      news.heard = false;
      uid = await takeAfter(client, uid, reader, options);
      await reader.caughtUp();
      await newMail(client, news, options);
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

type News = { heard: boolean; next: () => Promise<void> };

/** Listens all the time: a server tells once, and perhaps while a mail is being taken. */
function newsOf(client: ImapFlow): News {
  let wake: () => void = () => undefined;
  const news: News = {
    heard: false,
    next: () => (news.heard ? Promise.resolve() : new Promise((resolve) => (wake = resolve))),
  };
  client.on("exists", () => {
    news.heard = true;
    wake();
  });
  return news;
}

async function newMail(
  client: ImapFlow,
  news: News,
  { signal, pollEvery }: FollowOptions,
): Promise<void> {
  if (news.heard) return;
  const ended = new AbortController();
  const closed = new Promise<never>((_, reject) => {
    client.once("close", () => reject(new Error("the mail server closed the line")));
  });
  closed.catch(() => undefined);
  const idles = client.capabilities.has("IDLE");
  // Any other command ends it; what it answers does not matter.
  if (idles) void client.idle().catch(() => undefined);
  const patience = wait(idles ? idleFor : pollEvery, undefined, {
    signal: AbortSignal.any([signal, ended.signal]),
  });
  try {
    await Promise.race([news.next(), closed, patience]);
  } finally {
    ended.abort();
    patience.catch(() => undefined);
    client.removeAllListeners("close");
  }
  await client.noop();
}
