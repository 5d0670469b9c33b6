/** A channel: an e-mail address whose mail becomes tickets, and from which answers leave. */
import type { Selectable } from "kysely";
import { Acknowledgement } from "#contract/acknowledgement.ts";
import { Imap, Smtp } from "#contract/channels.ts";
import { limitFacts } from "#modules/people";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import type { Channels } from "#platform/schema.gen.ts";
import { accessToken } from "./consent.ts";
import { replyDefaults } from "./reply-default.ts";

export type ChannelRow = Omit<Selectable<Channels>, "imap" | "acknowledgement" | "smtp"> & {
  imap: Imap | null;
  /** Null = off. */
  acknowledgement: Acknowledgement | null;
  /** Null = its mail leaves by the server of the installation. */
  smtp: Smtp | null;
};

/** A connected channel; null for a disconnected one. */
export async function channelById(
  db: Db | Tx,
  deskId: string,
  channelId: string,
): Promise<ChannelRow | null> {
  const row = await connected(db)
    .where("desk_id", "=", deskId)
    .where("id", "=", channelId)
    .executeTakeFirst();
  return row ? readRow(row) : null;
}

/** The oldest first. */
export async function channelsOf(db: Db | Tx, deskId: string): Promise<ChannelRow[]> {
  const rows = await connected(db)
    .where("desk_id", "=", deskId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(readRow);
}

/** Where mail leaves from when nothing else decides: the oldest channel. */
export async function defaultChannel(db: Db | Tx, deskId: string): Promise<ChannelRow | null> {
  return (await channelsOf(db, deskId))[0] ?? null;
}

/** Lower-case addresses of this desk's channels: our own, never a customer's. */
export async function channelAddresses(db: Db | Tx, deskId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("channels")
    .select("address")
    .where("desk_id", "=", deskId)
    .where("deleted_at", "is", null)
    .execute();
  return new Set(rows.map(({ address }) => address.toLowerCase()));
}

/** All channels, of all desks, that read a mailbox: for the process that holds the connections. */
export async function mailboxChannels(db: Db): Promise<ChannelRow[]> {
  const rows = await connected(db).where("imap", "is not", null).execute();
  return rows.map(readRow);
}

export type Credential = { password: string; accessToken?: string };

/** What opens the mailbox; null where it has neither password nor consent. @throws ConsentRevoked */
export async function mailboxCredential(
  platform: Platform,
  channel: Pick<ChannelRow, "desk_id" | "id" | "imap_password" | "imap_consent_at">,
): Promise<Credential | null> {
  const { desk_id: deskId, id: channelId, imap_password: sealed, imap_consent_at } = channel;
  if (imap_consent_at)
    return { password: "", accessToken: await accessToken(platform, { deskId, channelId }) };
  return sealed ? { password: platform.seal.open(sealPurpose, sealed) } : null;
}

/** The server that its mail leaves by, with its password; null = the one of the installation. */
export function smtpOf(
  platform: Platform,
  { smtp, smtp_password }: ChannelRow,
): (Smtp & { password: string | null }) | null {
  if (!smtp) return null;
  const password = smtp_password ? platform.seal.open(smtpPurpose, smtp_password) : null;
  return { ...smtp, password };
}

export const smtpPurpose = "channel smtp password";

export const sealPurpose = "channel imap password";

/** What the audit log says of a channel; its password never. */
export async function channelFacts(tx: Tx, row: ChannelRow) {
  const { name, address, from_name, signature_html, plus_addressing, reopen_days, imap } = row;
  const { smtp, acknowledgement } = row;
  const teamIds = (await replyDefaults(tx, row.desk_id)).get(row.id) ?? [];
  return {
    name,
    address,
    fromName: from_name,
    signatureHtml: signature_html,
    replyDefaultFor: await limitFacts(tx, row.desk_id, { userIds: [], teamIds }),
    plusAddressing: plus_addressing,
    reopenDays: reopen_days,
    trustedServers: row.trusted_servers,
    imap,
    smtp,
    acknowledgement,
  };
}

export function readRow(row: Selectable<Channels>): ChannelRow {
  const { imap, smtp, acknowledgement } = row;
  return {
    ...row,
    imap: imap === null ? null : Imap.parse(imap),
    smtp: smtp === null ? null : Smtp.parse(smtp),
    acknowledgement: acknowledgement === null ? null : Acknowledgement.parse(acknowledgement),
  };
}

/** Of all desks; whoever asks narrows it to one. */
function connected(db: Db | Tx) {
  return db.selectFrom("channels").selectAll().where("deleted_at", "is", null);
}
