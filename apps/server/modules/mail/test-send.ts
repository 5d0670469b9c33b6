/** Sending a test: the mail really leaves, and what its server said is told. */
import type { Sending, sendTestMail as operation } from "#contract/channel-tests.ts";
import type { InputOf } from "#contract/operation.ts";
import { type ChannelRow, channelById } from "#modules/channels";
import { attempt, audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { addressOf, probeServer } from "#platform/smtp/probe.ts";
import { fillOutbox } from "./outbox.ts";
import { wayOf } from "./server.ts";
import { type TestMail, writeTest } from "./test-mail.ts";

export async function sendTestMail(
  call: Call,
  { id, to }: InputOf<typeof operation>,
): Promise<Sending> {
  const channel = await channelToTest(call, id);
  const after = { testedTo: to };
  await audit(call.db, call, { kind: "channel.tested", subject: channel, after });
  const test = await writeTest(call, channel, to);
  return (await handOut(call, channel, test)) ?? preview(call, test);
}

/** Counted, because a test leaves for wherever it is told to. @throws Refusal channel_not_found, too_many_attempts */
export async function channelToTest(call: Call, id: string): Promise<ChannelRow> {
  const { db, desk, agent, now } = call;
  const channel = await channelById(db, desk.id, id);
  if (!channel) throw refuse("channel_not_found");
  await attempt(db, { deskId: desk.id, kind: "channel test", who: agent.id, now });
  return channel;
}

/** By the server that the channel's mail leaves by; null where there is none. */
export async function handOut(
  { platform }: Call,
  channel: ChannelRow,
  { testId, mail }: TestMail,
): Promise<Sending | null> {
  const way = await wayOf(platform, channel);
  if (!way) return null;
  const { outcome, says } = await probeServer(way, { raw: mail.raw, ...mail.envelope });
  return { outcome, says, server: addressOf(way.url), testId };
}

async function preview(
  { db, desk, now }: Call,
  { testId, messageId, mail }: TestMail,
): Promise<Sending> {
  await db
    .transaction()
    .execute((tx) => fillOutbox(tx, { deskId: desk.id, mail, messageId, ticket: null, now }));
  return { outcome: "preview", says: null, server: null, testId };
}
