/** Testing how mail comes in: every step of the way is tried, and the mails under way are looked for in the ledger. */
import type {
  readTestMail as readOperation,
  testReceiving as operation,
} from "#contract/channel-tests.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { domainOf } from "#mail/address.ts";
import { type ChannelRow, mailboxCredential } from "#modules/channels";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { reachableInUrl } from "#platform/greeting.ts";
import { probeMailbox } from "#platform/imap/probe.ts";
import { mailHostsOf } from "#platform/mail-hosts.ts";
import { addressOf, probeServer } from "#platform/smtp/probe.ts";
import { writeTest } from "./test-mail.ts";
import { channelToTest, handOut } from "./test-send.ts";

type Tested = OutputOf<typeof operation>;

export async function testReceiving(
  call: Call,
  { id }: InputOf<typeof operation>,
): Promise<Tested> {
  const channel = await channelToTest(call, id);
  await audit(call.db, call, { kind: "channel.tested", subject: channel });
  const [mailbox, door, outside, mx] = await Promise.all([
    tryMailbox(call, channel),
    channel.imap ? null : tryDoor(call, channel),
    writeTest(call, channel, channel.address).then((test) => handOut(call, channel, test)),
    mailHostsOf(call.platform.resolveMx, domainOf(channel.address)),
  ]);
  return { mailbox, door, outside, mx };
}

async function tryMailbox({ platform }: Call, channel: ChannelRow): Promise<Tested["mailbox"]> {
  const { imap } = channel;
  if (!imap) return null;
  const none = { password: "" };
  const credential = await mailboxCredential(platform, channel).catch(() => none);
  const allowPrivate = platform.config.OUTBOUND_ALLOW_PRIVATE;
  const found = await probeMailbox({ ...imap, ...none, ...credential }, allowPrivate);
  return { ...found, server: `${imap.host}:${imap.port}`, folder: imap.mailbox };
}

/** Through the very listener that other mail servers speak to. */
async function tryDoor(call: Call, channel: ChannelRow): Promise<Tested["door"]> {
  const { HOST, SMTP_IN_PORT, ROLES } = call.platform.config;
  if (SMTP_IN_PORT === 0) return { outcome: "any_port", says: null, server: null, testId: null };
  const { testId, mail } = await writeTest(call, channel, channel.address);
  // Its certificate names the machine as others see it, and from here to here nobody listens.
  const url = `smtp://${reachableInUrl(HOST)}:${SMTP_IN_PORT}?tls=none`;
  const { outcome, says } = await probeServer({ url }, { raw: mail.raw, ...mail.envelope });
  const server = addressOf(url);
  if (outcome !== "accepted" && !ROLES.includes("mail"))
    return { outcome: "elsewhere", says: null, server, testId: null };
  return { outcome, says, server, testId: outcome === "accepted" ? testId : null };
}

export async function readTestMail(
  { db, desk }: Call,
  { testId }: InputOf<typeof readOperation>,
): Promise<OutputOf<typeof readOperation>> {
  const row = await db
    .selectFrom("mails")
    .select(["id", "via", "received_at"])
    .where("desk_id", "=", desk.id)
    .where("fate", "=", "test")
    .where("reason", "=", testId)
    .orderBy("received_at")
    .limit(1)
    .executeTakeFirst();
  const arrived = row && { at: row.received_at.toISOString(), ledgerId: row.id, via: row.via };
  return { arrived: arrived ?? null };
}
