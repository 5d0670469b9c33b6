import type { InputOf } from "#contract/operation.ts";
import type { readMessageSource as contract } from "#contract/messages.ts";
import { findMessage, outgoing } from "#modules/tickets";
import type { Call, Download } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { composeReply } from "./compose.ts";
import { readRaw } from "./raw.ts";

/** A message as a mail: as it came, byte by byte, or as it leaves. */
export async function readMessageSource(
  call: Call,
  { number, messageId }: InputOf<typeof contract>,
): Promise<Download> {
  const { message } = await findMessage(call.db, call.agent, number, messageId);
  const body = message.mail_id
    ? await received(call, message.mail_id)
    : await written(call, message.id);
  if (!body) throw refuse("message_not_found");
  return { body, type: "message/rfc822", name: `${messageId}.eml`, size: body.length };
}

async function received({ platform, db, desk }: Call, mailId: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom("mails")
    .select(["desk_id", "raw", "raw_hash"])
    .where("desk_id", "=", desk.id)
    .where("id", "=", mailId)
    .executeTakeFirst();
  return row ? readRaw(platform, row) : null;
}

async function written({ platform, db, desk }: Call, messageId: string): Promise<Buffer | null> {
  const reply = await outgoing(db, desk.id, messageId);
  return reply && (await composeReply(platform, desk.id, reply)).raw;
}
