/** The mail role: the doors that mail comes in by. */
import assert from "node:assert/strict";
import { hostname } from "node:os";
import type { ClientConfig } from "pg";
import { type Served, servedAddress } from "#modules/channels";
import type { Platform } from "#platform/call.ts";
import { type Listening, type MailDoor, listenForMail, sizeLimit } from "#platform/smtp/listen.ts";
import { makeKeeper } from "./keep.ts";
import type { Delivery, Keeper } from "./keep.ts";
import { watchMailboxes } from "./mailbox.ts";
import { gatherRaw } from "./raw.ts";

export type MailDoors = {
  smtpPort: number;
  lmtpPort: number | null;
  /** Finishes what is being received. */
  stop(): Promise<void>;
};

export async function startMail(platform: Platform, connection: ClientConfig): Promise<MailDoors> {
  const doors = await openMailDoors(platform);
  const mailboxes = await watchMailboxes(platform, connection);
  const stop = async () => {
    await Promise.all([doors.stop(), mailboxes.stop()]);
  };
  return { ...doors, stop };
}

/** Those where mail is brought: SMTP, and LMTP where it is switched on. */
export async function openMailDoors(platform: Platform): Promise<MailDoors> {
  const { SMTP_IN_PORT, LMTP_IN_PORT } = platform.config;
  const keeper = makeKeeper(platform);
  const smtp = await openDoor(platform, keeper, "smtp", SMTP_IN_PORT);
  const lmtp =
    LMTP_IN_PORT === undefined ? null : await openDoor(platform, keeper, "lmtp", LMTP_IN_PORT);
  return {
    smtpPort: smtp.port,
    lmtpPort: lmtp?.port ?? null,
    stop: async () => {
      await Promise.all([smtp.stop(), lmtp?.stop()]);
    },
  };
}

function openDoor(
  platform: Platform,
  keeper: Keeper,
  protocol: "smtp" | "lmtp",
  port: number,
): Promise<Listening> {
  const { HOST } = platform.config;
  const certificate = certificateOf(platform.config);
  return listenForMail(
    { protocol, port, host: HOST, name: hostname(), certificate },
    mailDoor(platform, keeper, protocol),
    platform.log,
  );
}

function certificateOf({ SMTP_IN_CERT: cert, SMTP_IN_KEY: key }: Platform["config"]) {
  if (cert === undefined) return undefined;
  return cert !== "self-made" && key ? { cert, key } : null;
}

function mailDoor(platform: Platform, keeper: Keeper, via: "smtp" | "lmtp"): MailDoor<Served> {
  const known = new Map<string, { served: Served; until: number }>();
  return {
    serves: async (address) => {
      const now = Date.now();
      const before = known.get(address);
      if (before && before.until > now) return before.served;
      const served = await servedAddress(platform.db, address);
      if (known.size > 1000) known.clear();
      if (served) known.set(address, { served, until: now + rememberFor });
      return served;
    },
    take: async (mail, envelope, served) => {
      const desks = deliveriesOf(served);
      const raw = await gatherRaw(
        platform,
        mail,
        desks.map(({ deskId }) => deskId),
        sizeLimit,
      );
      const { from, remoteAddress, helo } = envelope;
      await keeper(
        raw,
        desks.map((desk) => ({
          ...desk,
          via,
          envelopeFrom: from,
          remoteAddress,
          helo,
          quiet: false,
        })),
      );
    },
  };
}

/** Milliseconds that an address counts as served without asking again. */
const rememberFor = 5000;

/** However many of a desk's addresses a mail names, it is one delivery to that desk. */
function deliveriesOf(
  served: readonly Served[],
): Pick<Delivery, "deskId" | "channelId" | "envelopeTo">[] {
  const byDesk = Map.groupBy(served, ({ deskId }) => deskId);
  return [...byDesk].map(([deskId, addresses]) => {
    const [first] = addresses;
    assert(first, "a desk without an address");
    return {
      deskId,
      channelId: first.channelId,
      envelopeTo: addresses.map(({ address }) => address),
    };
  });
}
