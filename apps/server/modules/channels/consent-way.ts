/** The provider's own server, for mail of a channel whose mailbox was opened by consent. */
import type { Platform } from "#platform/call.ts";
import type { Way } from "#platform/smtp/line.ts";
import type { ChannelRow } from "./channel.ts";
import { accessToken } from "./consent.ts";
import { providerOf } from "./provider.ts";

/** Null where nobody consented, or the installation is no longer registered with the provider. */
export async function consentWay(
  platform: Platform,
  { desk_id: deskId, id: channelId, imap_consent_at }: ChannelRow,
): Promise<Way | null> {
  if (!imap_consent_at) return null;
  const row = await platform.db
    .selectFrom("mailbox_consents")
    .select(["provider", "account"])
    .where("desk_id", "=", deskId)
    .where("channel_id", "=", channelId)
    .executeTakeFirst();
  const provider = row && providerOf(platform.config, row.provider);
  if (!provider) return null;
  const url = new URL(provider.smtpUrl);
  url.username = encodeURIComponent(row.account);
  const whose = { deskId, channelId };
  return { url: url.href, token: (refused) => accessToken(platform, whose, refused) };
}
