import type { OutputOf } from "#contract/operation.ts";
import type { listChannels as operation } from "#contract/channels.ts";
import type { Call } from "#platform/call.ts";
import { channelsFor } from "./answer.ts";
import { providersOf } from "./provider.ts";
import { channelsOf } from "./channel.ts";

/** Agents see the channels; who may change settings sees the mailboxes behind them too. */
export async function listChannels(call: Call): Promise<OutputOf<typeof operation>> {
  const { config } = call.platform;
  const rows = await channelsOf(call.db, call.desk.id);
  const items = await channelsFor(call.db, call, rows);
  return {
    items,
    nextCursor: null,
    smtpPort: config.SMTP_IN_PORT,
    mailProviders: providersOf(config),
  };
}
