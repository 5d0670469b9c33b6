/** A channel as an agent sees it: settings and secrets of mailboxes only for those who may change them. */
import type { Channel } from "#contract/channels.ts";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import type { ChannelRow } from "./channel.ts";
import { replyDefaultOf, replyDefaults } from "./reply-default.ts";
import { consentsOf } from "./consents.ts";
import { webhooksOf } from "./webhooks.ts";

type Shown = {
  /** What only who may change settings sees: the mailbox, and whose default it is. */
  settings: boolean;
  replyDefaultTeamIds: string[];
  isMyReplyDefault: boolean;
  webhook: Channel["webhook"];
  consent: Channel["consent"];
};

type Asking = Pick<Call, "agent" | "now">;

/** The channel as this agent sees it, where many are read at once. */
export async function channelsFor(
  db: Db | Tx,
  { agent: { deskId, rights, teamIds }, now }: Asking,
  rows: readonly ChannelRow[],
): Promise<Channel[]> {
  const settings = rights.superAdmin || rights.accountAccess;
  const teams = await replyDefaults(db, deskId);
  const mine = await replyDefaultOf(db, deskId, teamIds);
  const webhooks = settings ? await webhooksOf(db, deskId, now) : new Map();
  const consents = settings ? await consentsOf(db, deskId) : new Map();
  return rows.map((row) => {
    const replyDefaultTeamIds = settings ? (teams.get(row.id) ?? []) : [];
    const isMyReplyDefault = row.id === mine;
    const webhook = webhooks.get(row.id) ?? null;
    const consent = consents.get(row.id) ?? null;
    return toChannel(row, { settings, replyDefaultTeamIds, isMyReplyDefault, webhook, consent });
  });
}

/** The channel for who has just changed it. */
export async function channelAnswer(tx: Tx, asking: Asking, row: ChannelRow): Promise<Channel> {
  const [channel] = await channelsFor(tx, asking, [row]);
  if (!channel) throw new Error(`channel ${row.id} was not read`);
  return channel;
}

function toChannel(row: ChannelRow, shown: Shown): Channel {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    fromName: row.from_name,
    signatureHtml: row.signature_html,
    replyDefaultTeamIds: shown.replyDefaultTeamIds,
    isMyReplyDefault: shown.isMyReplyDefault,
    plusAddressing: row.plus_addressing,
    reopenDays: row.reopen_days,
    trustedServers: shown.settings ? row.trusted_servers : [],
    imap: shown.settings ? row.imap : null,
    smtp: shown.settings ? row.smtp : null,
    acknowledgement: row.acknowledgement,
    webhook: shown.webhook,
    consent: shown.consent,
    health: {
      state: row.health,
      error: shown.settings ? row.health_error : null,
      since: row.health_since?.toISOString() ?? null,
    },
    createdAt: row.created_at.toISOString(),
  };
}
