import type { Channel, updateChannel as operation } from "#contract/channels.ts";
import { cleanReplyHtml } from "#mail/sanitize.ts";
import { audit } from "#modules/people";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { channelAnswer } from "./answer.ts";
import { channelById, channelFacts, type ChannelRow, readRow } from "./channel.ts";
import { dropConsent } from "./consent.ts";
import { countTry, type MailboxChange, refuseTaken, refuseUnknown } from "./create.ts";
import { smtpColumns } from "./smtp.ts";
import { keepReplyDefaults } from "./reply-default.ts";
import { mailboxColumns } from "./mailbox.ts";

export async function updateChannel(
  call: Call,
  input: InputOf<typeof operation>,
): Promise<Channel> {
  const { db, desk } = call;
  const before = await channelById(db, desk.id, input.id);
  if (!before) throw refuse("channel_not_found");
  const change = await changeOf(call, input, before);
  const also = async (tx: Tx) => {
    if (input.replyDefaultTeamIds)
      await keepReplyDefaults(tx, desk.id, input.id, input.replyDefaultTeamIds);
    if (change.imap_consent_at === null)
      await dropConsent(tx, { deskId: desk.id, channelId: input.id }, call.now);
  };
  return changeChannel(call, before, { change, also });
}

/** @throws Refusal channel_not_found, address_taken */
export async function changeChannel(
  call: Call,
  before: ChannelRow,
  { change, also }: MailboxChange,
): Promise<Channel> {
  const { db, desk, now } = call;
  return db.transaction().execute(async (tx) => {
    const old = await channelFacts(tx, before);
    await also?.(tx, before.id);
    const row = await tx
      .updateTable("channels")
      .set({ name: before.name, ...change })
      .where("desk_id", "=", desk.id)
      .where("id", "=", before.id)
      .where("deleted_at", "is", null)
      .returningAll()
      .executeTakeFirst()
      .catch(refuseTaken);
    if (!row) throw refuse("channel_not_found");
    const ids = { channelId: row.id };
    await publish(tx, {
      type: "channel.changed",
      deskId: desk.id,
      at: now,
      ids,
      byUserId: call.agent.id,
    });
    const after = readRow(row);
    const changed = { ...(await channelFacts(tx, after)), ...password(before, after) };
    await audit(tx, call, { kind: "channel.changed", subject: after, before: old, after: changed });
    return channelAnswer(tx, call, after);
  });
}

/** @throws Refusal variable_unknown, too_many_attempts, mailbox_unreachable, smtp_unreachable */
async function changeOf(call: Call, input: InputOf<typeof operation>, before: ChannelRow) {
  refuseUnknown(input.acknowledgement);
  await countTry(call, input);
  return {
    ...plainColumns(input),
    ...(await mailboxColumns(call, input.imap, before)),
    ...(await smtpColumns(call, input.smtp, before)),
    ...wordsColumn(input),
  };
}

function wordsColumn({ acknowledgement }: InputOf<typeof operation>) {
  if (acknowledgement === undefined) return {};
  return { acknowledgement: acknowledgement && JSON.stringify(acknowledgement) };
}

/** That the mailbox has another password is said, which one is not. */
function password(before: ChannelRow, after: ChannelRow) {
  return {
    ...(sameBytes(before.imap_password, after.imap_password) ? {} : { password: "••••••" }),
    ...(sameBytes(before.smtp_password, after.smtp_password) ? {} : { smtpPassword: "••••••" }),
  };
}

function sameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

function plainColumns(input: InputOf<typeof operation>) {
  const columns = {
    name: input.name,
    address: input.address,
    from_name: input.fromName,
    signature_html:
      input.signatureHtml === undefined ? undefined : cleanReplyHtml(input.signatureHtml),
    plus_addressing: input.plusAddressing,
    reopen_days: input.reopenDays,
    trusted_servers: input.trustedServers,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<{ [K in keyof typeof columns]: NonNullable<(typeof columns)[K]> }>;
}
