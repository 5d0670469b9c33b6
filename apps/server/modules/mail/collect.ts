/** Collecting the mail of one mailbox: each mail is kept in the transaction that moves the cursor past it. */
import { setTimeout as wait } from "node:timers/promises";
import {
  advanceCursor,
  type ChannelRow,
  channelById,
  ConsentRevoked,
  endLook,
  forgetAccess,
  mailboxCredential,
  restartCursor,
  setHealth,
} from "#modules/channels";
import type { Platform } from "#platform/call.ts";
import { largestMail } from "#platform/imap/connect.ts";
import { followMailbox, type MailboxReader } from "#platform/imap/follow.ts";
import { mailboxTrouble, wordsOf } from "#platform/imap/trouble.ts";
import { type Delivery, keepMail } from "./keep.ts";
import type { Patience } from "./patience.ts";
import { gatherRaw } from "./raw.ts";

const longestPause = 5 * 60_000;

/** Failed tries since the last mail or the last look, and since when. */
type Trouble = { times: number; since: number };
const none: Trouble = { times: 0, since: 0 };

/** Never gives up: errors back off with jitter and show on the channel. Returns when the signal ends. */
export async function collectMail(
  platform: Platform,
  channel: ChannelRow,
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
  const trouble = { ...none };
  while (!signal.aborted) {
    try {
      await followMailbox(await whereIs(platform, channel), reader(platform, channel, trouble), {
        signal,
        largest: largestMail,
        pollEvery: patience.pollEvery,
      });
    } catch (error) {
      trouble.since ||= Date.now();
      trouble.times++;
      await forgetRefused(platform, channel, error);
      // Nobody but a person can mend a consent that was taken back.
      const lasts = Date.now() - trouble.since >= patience.failingAfter;
      const longest = Math.min(patience.retryAfter * 2 ** (trouble.times - 1), longestPause);
      const pause = longest * (0.5 + Math.random() / 2);
      const failing = lasts || error instanceof ConsentRevoked;
      await tell(platform, channel, error, { failing, pause });
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

export async function whereIs(platform: Platform, channel: ChannelRow) {
  const credential = await mailboxCredential(platform, channel);
  if (!channel.imap || credential === null) throw new Error("the mailbox has no password");
  return { ...channel.imap, ...credential };
}

/** A token that the mailbox refuses is over, whatever its date says. */
async function forgetRefused(platform: Platform, channel: ChannelRow, error: unknown) {
  const { authenticationFailed } = Object(error) as { authenticationFailed?: unknown };
  if (!channel.imap_consent_at || authenticationFailed !== true) return;
  const whose = { deskId: channel.desk_id, channelId: channel.id };
  await forgetAccess(platform, whose).catch(() => undefined);
}

function reader(platform: Platform, channel: ChannelRow, trouble: Trouble): MailboxReader {
  const { desk_id: deskId, id } = channel;
  const since = wholeSecond(channel.imap_since ?? channel.created_at);
  const connected = wholeSecond(channel.imap_connected_at ?? channel.created_at);
  const look = { uidValidity: 0, whole: false };
  return {
    opened: (found) => beginAt(platform, channel, look, found),
    wants: ({ arrivedAt }) => !look.whole || arrivedAt >= since,
    take: async ({ uid, arrivedAt, source }) => {
      const raw = source ? await gatherRaw(platform, source, [deskId], largestMail) : null;
      await platform.db.transaction().execute(async (tx) => {
        const { uidValidity, whole } = look;
        const quiet = whole && arrivedAt < connected;
        const delivery = {
          ...mailboxDelivery(channel, quiet),
          uid: { validity: uidValidity, uid },
        };
        if (raw) await keepMail(tx, raw, [delivery], platform.clock());
        await advanceCursor(tx, deskId, id, { uidValidity, uid });
      });
      // A server that drops its lines is got on with, mail by mail: only a try that brings nothing waits longer.
      Object.assign(trouble, none);
    },
    caughtUp: async () => {
      if (look.whole) await endLook(platform.db, deskId, id, look.uidValidity);
      look.whole = false;
      Object.assign(trouble, none);
      await setHealth(platform, deskId, id, { state: "ok", error: null });
    },
  };
}

/** While the whole folder is looked through, dates say what is old. Otherwise the UID says it. */
type Look = { uidValidity: number; whole: boolean };

/** After which UID to begin. A look that was broken off goes on as one. */
async function beginAt(
  platform: Platform,
  { desk_id: deskId, id }: ChannelRow,
  look: Look,
  found: number,
): Promise<number> {
  const now = await channelById(platform.db, deskId, id);
  look.uidValidity = found;
  if (now && now.imap_uid !== null && now.imap_uid_validity === found) {
    look.whole = now.imap_looking;
    return now.imap_uid;
  }
  look.whole = true;
  await restartCursor(platform.db, deskId, id, found);
  return 0;
}

/** Mail servers tell dates in seconds. */
export function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

export function mailboxDelivery(channel: ChannelRow, quiet: boolean): Delivery {
  return {
    deskId: channel.desk_id,
    channelId: channel.id,
    via: "imap",
    envelopeFrom: null,
    envelopeTo: [],
    remoteAddress: null,
    quiet,
  };
}

/** The screens hear of it at once; `failing` only after it lasted. */
async function tell(
  platform: Platform,
  channel: ChannelRow,
  error: unknown,
  { failing, pause }: { failing: boolean; pause: number },
) {
  const reason = wordsOf(error);
  platform.log.warn({ channel: channel.id, reason }, "a mailbox cannot be read");
  const state = failing ? ("failing" as const) : ("connecting" as const);
  const nextTryAt = new Date(platform.clock().getTime() + pause);
  const health = { state, error: reason, trouble: mailboxTrouble(error), nextTryAt };
  await setHealth(platform, channel.desk_id, channel.id, health).catch(() => undefined);
}
