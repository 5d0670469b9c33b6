import type { Channel, updateChannel as operation } from "#contract/channels.ts";
import { cleanReplyHtml } from "#mail/sanitize.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { channelAnswer, channelById, readRow } from "./channel.ts";
import { refuseTaken } from "./create.ts";
import { keepReplyDefaults } from "./reply-default.ts";
import { mailboxColumns } from "./mailbox.ts";

export async function updateChannel(
  call: Call,
  input: InputOf<typeof operation>,
): Promise<Channel> {
  const { db, desk, now } = call;
  const before = await channelById(db, desk.id, input.id);
  if (!before) throw refuse("channel_not_found");
  const change = { ...plainColumns(input), ...(await mailboxColumns(call, input.imap, before)) };
  return db.transaction().execute(async (tx) => {
    if (input.replyDefaultTeamIds)
      await keepReplyDefaults(tx, desk.id, input.id, input.replyDefaultTeamIds);
    const row = await tx
      .updateTable("channels")
      .set({ name: before.name, ...change })
      .where("desk_id", "=", desk.id)
      .where("id", "=", input.id)
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
    return channelAnswer(tx, call.agent, readRow(row));
  });
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
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<{ [K in keyof typeof columns]: NonNullable<(typeof columns)[K]> }>;
}
