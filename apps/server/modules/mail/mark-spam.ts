import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { markSpam as contract } from "#contract/spam.ts";
import { isAddress, normalizeAddress } from "#mail/address.ts";
import { binAsSpam } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { blockSenders } from "./block-sender.ts";

/** An agent calls tickets spam, and perhaps blocks who wrote in them. All of them, or none. */
export function markSpam(
  call: Call,
  { numbers, block }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  return call.db.transaction().execute(async (tx) => {
    const ids: string[] = [];
    const senders = new Set<string>();
    for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
      const { id, sender } = await binAsSpam(tx, call, number);
      ids.push(id);
      if (block && sender && isAddress(sender)) senders.add(normalizeAddress(sender));
    }
    return { ids, blocked: await blockSenders(tx, call, senders) };
  });
}
