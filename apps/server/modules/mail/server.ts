import { type ChannelRow, consentWay, smtpOf, smtpWay } from "#modules/channels";
import type { Platform } from "#platform/call.ts";
import type { Way } from "#platform/smtp/line.ts";
import { type Outgoing, outgoingServer } from "#platform/smtp/send.ts";

/** Each process has its own; a token is got by the platform that it was made with. */
const servers = new WeakMap<Platform, Map<string, Outgoing>>();

/** The server that a channel's mail leaves by; null = it stays in the outbox preview. */
export async function serverOf(
  platform: Platform,
  channel: ChannelRow | null,
): Promise<Outgoing | null> {
  const way = await wayOf(platform, channel);
  if (!way) return null;
  const known = servers.get(platform) ?? new Map<string, Outgoing>();
  const key = way.token ? `${channel?.id} ${way.url}` : way.url;
  const server = known.get(key) ?? outgoingServer(way);
  // Settings change now and then; lines that nobody uses end by themselves.
  if (known.size > 200) known.clear();
  known.set(key, server);
  servers.set(platform, known);
  return server;
}

/** Its own, else the one of the provider who was let in for it, else the one of the installation. */
export async function wayOf(platform: Platform, channel: ChannelRow | null): Promise<Way | null> {
  const own = channel && smtpOf(platform, channel);
  if (own) return smtpWay(platform, own);
  const { SMTP_OUT_URL: url } = platform.config;
  return (channel && (await consentWay(platform, channel))) ?? (url ? { url } : null);
}
