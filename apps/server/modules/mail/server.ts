import type { Platform } from "#platform/call.ts";
import { type Outgoing, outgoingServer } from "#platform/smtp/send.ts";

const servers = new Map<string, Outgoing>();

/** The outgoing server of this installation; null = mail stays in the outbox preview. */
export function serverOf({ config }: Platform): Outgoing | null {
  const url = config.SMTP_OUT_URL;
  if (!url) return null;
  const server = servers.get(url) ?? outgoingServer(url);
  servers.set(url, server);
  return server;
}
