/** Whose remote pictures an agent wants to see without asking each time. */
import type { InputOf } from "#contract/operation.ts";
import { mayBeSomebodyElse } from "#contract/trust.ts";
import type { allowPictures as contract, Message } from "#contract/messages.ts";
import type { Call } from "#platform/call.ts";
import { findMessage } from "./access.ts";

export async function allowPictures(
  { db, agent, now }: Call,
  { number, messageId, always }: InputOf<typeof contract>,
): Promise<null> {
  const { message } = await findMessage(db, agent, number, messageId);
  const address = message.from_address?.toLowerCase();
  if (!address) return null;
  const row = { desk_id: agent.deskId, user_id: agent.id, address };
  if (always)
    await db
      .insertInto("picture_senders")
      .values({ ...row, allowed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else
    await db
      .deleteFrom("picture_senders")
      .where("desk_id", "=", row.desk_id)
      .where("user_id", "=", row.user_id)
      .where("address", "=", address)
      .execute();
  return null;
}

/** The messages with what this agent said of their senders. Who failed the check may be somebody else. */
export async function withAllowed(
  { db, agent }: Pick<Call, "db" | "agent">,
  messages: Message[],
): Promise<Message[]> {
  const senderOf = ({ blockedImages, verified, from }: Message) =>
    blockedImages > 0 && !mayBeSomebodyElse(verified) && from ? [from.address.toLowerCase()] : [];
  const senders = messages.flatMap(senderOf);
  if (senders.length === 0) return messages;
  const rows = await db
    .selectFrom("picture_senders")
    .select("address")
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("address", "in", senders)
    .execute();
  const allowed = new Set(rows.map(({ address }) => address));
  return messages.map((message) => ({
    ...message,
    imagesAllowed: senderOf(message).some((address) => allowed.has(address)),
  }));
}
