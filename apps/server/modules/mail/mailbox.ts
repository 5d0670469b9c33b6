/** Reading the mailboxes of channels: one process at a time, one line a mailbox. */
import { setTimeout as wait } from "node:timers/promises";
import type { ClientConfig } from "pg";
import { type ChannelRow, mailboxChannels } from "#modules/channels";
import type { Platform } from "#platform/call.ts";
import { type Lead, leadWhenFree } from "#platform/leader.ts";
import { collectMail } from "./collect.ts";
import { type Patience, usual } from "./patience.ts";

export async function watchMailboxes(
  platform: Platform,
  connection: ClientConfig,
  patience: Patience = usual,
): Promise<Lead> {
  return leadWhenFree(connection, "mailboxes", platform.log, (signal) =>
    watchAll(platform, patience, signal),
  );
}

type Watch = { settings: string; stop: AbortController; done: Promise<void> };

async function watchAll(platform: Platform, patience: Patience, signal: AbortSignal) {
  const watches = new Map<string, Watch>();
  while (!signal.aborted) {
    await follow(platform, patience, watches).catch((error: unknown) =>
      platform.log.warn({ err: error }, "the channels could not be read"),
    );
    await wait(patience.lookEvery, undefined, { signal }).catch(() => undefined);
  }
  for (const { stop } of watches.values()) stop.abort();
  await Promise.all([...watches.values()].map(({ done }) => done));
}

/** One watch a channel; new settings are a new watch. */
async function follow(platform: Platform, patience: Patience, watches: Map<string, Watch>) {
  const channels = await mailboxChannels(platform.db);
  const wanted = new Map(channels.map((channel) => [`${channel.desk_id} ${channel.id}`, channel]));
  for (const [key, watch] of watches) {
    const channel = wanted.get(key);
    if (channel && settingsOf(channel) === watch.settings) continue;
    watch.stop.abort();
    await watch.done;
    watches.delete(key);
  }
  for (const [key, channel] of wanted) {
    if (watches.has(key)) continue;
    const stop = new AbortController();
    const done = collectMail(platform, channel, patience, stop.signal);
    watches.set(key, { settings: settingsOf(channel), stop, done });
  }
}

function settingsOf(channel: ChannelRow): string {
  const { imap, imap_password, imap_since, imap_connected_at, imap_consent_at } = channel;
  const password = imap_password?.toString("base64");
  return JSON.stringify([imap, password, imap_since, imap_connected_at, imap_consent_at]);
}
