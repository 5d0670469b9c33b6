import type { FastifyReply } from "fastify";
import type { Download } from "../call.ts";

/** Nothing that comes from a stranger may act in our origin: no scripts, no sniffing, saved unless known to be harmless. */
const strictest = "default-src 'none'; sandbox; frame-ancestors 'self'";

export function sendDownload(reply: FastifyReply, download: Download) {
  const { name, inline = false, size, keep, csp = strictest } = download;
  void reply
    .status(200)
    .type(download.type)
    .header("content-security-policy", csp)
    .header("cache-control", keep ? `private, max-age=${keep}, immutable` : "private, no-store")
    .header("content-disposition", disposition(inline, name));
  if (size !== undefined) void reply.header("content-length", size);
  return reply.send(download.body);
}

function disposition(inline: boolean, name: string | undefined) {
  const kind = inline ? "inline" : "attachment";
  if (!name) return kind;
  const safe = name.replaceAll(/[\p{C}\\/:*?"<>|]/gu, "_").slice(-150);
  const ascii = safe.replaceAll(/[^\x20-\x7e]/g, "_");
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(safe).replaceAll("'", "%27")}`;
}
