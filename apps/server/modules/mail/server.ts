import { type ChannelRow, smtpOf, smtpUrl } from "#modules/channels";
import type { Platform } from "#platform/call.ts";
import { type Outgoing, outgoingServer } from "#platform/smtp/send.ts";

const servers = new Map<string, Outgoing>();

/** The server that a channel's mail leaves by; null = it stays in the outbox preview. */
export function serverOf(platform: Platform, channel: ChannelRow | null): Outgoing | null {
  const url = serverUrl(platform, channel);
  if (!url) return null;
  const server = servers.get(url) ?? outgoingServer(url);
  // Settings change now and then; lines that nobody uses end by themselves.
  if (servers.size > 200) servers.clear();
  servers.set(url, server);
  return server;
}

/** Its own, else the one of the installation. */
export function serverUrl(platform: Platform, channel: ChannelRow | null): string | null {
  const own = channel && smtpOf(platform, channel);
  return own ? smtpUrl(own) : (platform.config.SMTP_OUT_URL ?? null);
}
