/** Who sent a mail, before anything is decided about it: asked again for a while where no name server answers. */
import { channelById } from "#modules/channels";
import type { Platform, Work } from "#platform/call.ts";
import { addJob } from "#platform/jobs.ts";
import type { Entry } from "./entry.ts";
import type { Reading } from "./understand.ts";
import type { Resolver } from "./resolver.ts";
import { verifyMail } from "./verify.ts";
import type { Checked } from "./checked.ts";

type Arrived = { entry: Entry; raw: Buffer; resolver: Resolver | undefined };

export async function checkSender(
  platform: Platform,
  mail: Reading,
  { entry, raw, resolver }: Arrived,
): Promise<Checked | null> {
  const helo = (entry.verdict as { helo?: string } | null)?.helo ?? null;
  const { via, remote_address: remoteAddress, envelope_from: envelopeFrom } = entry;
  const shown = mail.from?.address ?? "";
  const channel = entry.channel_id
    ? await channelById(platform.db, entry.desk_id, entry.channel_id)
    : null;
  const trusted = channel?.trusted_servers ?? [];
  const arrival = { raw, shown, via, remoteAddress, envelopeFrom, helo, trusted };
  return verifyMail(arrival, resolver);
}

/** Milliseconds that a mail waits for name servers which do not answer, and from one look to the next. */
const [waitsFor, lookEvery] = [60_000, 20_000];

/** They may answer in a moment. What a server in front of us wrote down stays as it is. */
export async function checksLater(
  { db, deskId, now }: Work,
  { id: mailId, received_at, released_at }: Entry,
  { verdict, by }: Checked,
): Promise<boolean> {
  const since = released_at ?? received_at;
  if (verdict !== "unchecked" || by !== null || now.getTime() - since.getTime() >= waitsFor)
    return false;
  const runAt = new Date(now.getTime() + lookEvery);
  await addJob(db, "mail.ingest", { deskId, mailId }, { key: `mail.ingest ${mailId}`, runAt });
  return true;
}
