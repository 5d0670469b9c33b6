/** Connecting an e-mail address: from now on its mail becomes tickets. */
import { type Acknowledgement, unknownVariables } from "#contract/acknowledgement.ts";
import type { Channel, createChannel as operation } from "#contract/channels.ts";
import { cleanReplyHtml } from "#mail/sanitize.ts";
import { attempt, audit } from "#modules/people";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { channelAnswer } from "./answer.ts";
import { channelFacts, type ChannelRow, readRow } from "./channel.ts";
import { keepReplyDefaults } from "./reply-default.ts";
import { type MailboxColumns, mailboxColumns } from "./mailbox.ts";
import { type SmtpColumns, smtpColumns } from "./smtp.ts";

type Input = InputOf<typeof operation>;

export async function createChannel(call: Call, input: Input): Promise<Channel> {
  const { imap, smtp, ...plain } = input;
  await countTry(call, input);
  const change = {
    ...(await mailboxColumns(call, imap, null)),
    ...(await smtpColumns(call, smtp, null)),
  };
  return connectChannel(call, plain, { change });
}

/** Counted, because it opens a line to wherever it is told to. @throws Refusal too_many_attempts */
export async function countTry(
  { db, desk, agent, now }: Call,
  { imap, smtp }: Pick<Input, "imap" | "smtp">,
): Promise<void> {
  if (imap || smtp)
    await attempt(db, { deskId: desk.id, kind: "channel test", who: agent.id, now });
}

/** What of the mailbox and the outgoing server is written, and what else in the same transaction. */
export type MailboxChange = {
  change: MailboxColumns & SmtpColumns;
  also?: (tx: Tx, channelId: string) => Promise<void>;
};

/** @throws Refusal address_taken, variable_unknown */
export async function connectChannel(
  call: Call,
  { replyDefaultTeamIds, ...plain }: Omit<Input, "imap" | "smtp">,
  { change, also }: MailboxChange,
): Promise<Channel> {
  const { desk, now } = call;
  refuseUnknown(plain.acknowledgement);
  return call.db.transaction().execute(async (tx) => {
    const row = await insertChannel(tx, desk.id, { ...plain, ...change, now });
    await also?.(tx, row.id);
    await keepReplyDefaults(tx, desk.id, row.id, replyDefaultTeamIds ?? []);
    const ids = { channelId: row.id };
    await publish(tx, {
      type: "channel.changed",
      deskId: desk.id,
      at: now,
      ids,
      byUserId: call.agent.id,
    });
    const after = await channelFacts(tx, row);
    await audit(tx, call, { kind: "channel.connected", subject: row, after });
    return channelAnswer(tx, call, row);
  });
}

/** For set-up, the sample desk and tests: the address only, unchecked. @throws Refusal address_taken */
export async function createChannelDirectly(
  tx: Tx,
  deskId: string,
  channel: { address: string; name?: string; signatureHtml?: string; now: Date },
): Promise<{ id: string }> {
  const { id } = await insertChannel(tx, deskId, channel);
  return { id };
}

type NewChannel = Pick<Input, "address"> &
  Partial<Omit<Input, "imap" | "smtp" | "address" | "replyDefaultTeamIds">> &
  MailboxColumns &
  SmtpColumns & { now: Date };

async function insertChannel(tx: Tx, deskId: string, channel: NewChannel): Promise<ChannelRow> {
  const { imap, imap_password, imap_since, imap_connected_at, health } = channel;
  const { imap_uid, imap_uid_validity, imap_consent_at } = channel;
  const { imap_start_uid, imap_start_uid_validity } = channel;
  const row = await tx
    .insertInto("channels")
    .values({
      desk_id: deskId,
      id: newId(channel.now.getTime()),
      name: channel.name ?? channel.address,
      address: channel.address.toLowerCase(),
      from_name: channel.fromName ?? "agent_and_desk",
      signature_html: cleanReplyHtml(channel.signatureHtml ?? ""),
      plus_addressing: channel.plusAddressing ?? true,
      reopen_days: channel.reopenDays ?? 14,
      trusted_servers: channel.trustedServers ?? [],
      smtp: channel.smtp ?? null,
      smtp_password: channel.smtp_password ?? null,
      acknowledgement: channel.acknowledgement ? JSON.stringify(channel.acknowledgement) : null,
      imap: imap ?? null,
      imap_password: imap_password ?? null,
      imap_consent_at: imap_consent_at ?? null,
      imap_since: imap_since ?? null,
      imap_connected_at: imap_connected_at ?? null,
      imap_uid: imap_uid ?? null,
      imap_uid_validity: imap_uid_validity ?? null,
      imap_start_uid: imap_start_uid ?? null,
      imap_start_uid_validity: imap_start_uid_validity ?? null,
      health: health ?? "ok",
      created_at: channel.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(refuseTaken);
  return readRow(row);
}

/** @throws Refusal variable_unknown */
export function refuseUnknown(words: Acknowledgement | null | undefined): void {
  const unknown = words ? unknownVariables(words) : [];
  if (unknown.length > 0) throw refuse("variable_unknown", { unknown });
}

/** One address leads to one channel of one desk: mail to it can go to one place only. */
export function refuseTaken(error: unknown): never {
  if (isDouble(error, "channels_address")) throw refuse("address_taken");
  throw error;
}
