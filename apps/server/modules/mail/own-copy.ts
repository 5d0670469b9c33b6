import { channelAddresses } from "#modules/channels";
import type { Tx } from "#platform/db.ts";
import type { Reading } from "./understand.ts";
import type { Known } from "./remember.ts";

/**
 * Our own reply, come back: by a list, a second channel, an agent's Bcc. It carries a Message-ID that we sent and one
 * of our addresses in From; a stranger who only copies the id is read like anybody else.
 */
export async function isOwnCopy(
  tx: Tx,
  deskId: string,
  { messageId, from }: Reading,
  known: readonly Known[],
): Promise<boolean> {
  const sent = known.some((one) => one.messageId === messageId && one.sentMessageId !== null);
  if (!sent || !from) return false;
  return (await channelAddresses(tx, deskId)).has(from.address.toLowerCase());
}
