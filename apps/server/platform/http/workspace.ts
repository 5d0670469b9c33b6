/** Serves the built workspace: its files for ever (their names carry a hash), its one page with a fresh nonce. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Platform } from "../call.ts";
import { refuse } from "../refusal.ts";
import type { Keepers } from "./entry.ts";

export async function mountWorkspace(
  app: FastifyInstance,
  platform: Platform,
  keepers: Keepers,
  folder: string | null,
) {
  const page = folder ? await readFile(join(folder, "index.html"), "utf8").catch(() => null) : null;
  if (folder && page) {
    await app.register(staticFiles, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: ["index.html"],
      setHeaders: (reply, path) => {
        const forever = path.includes("/assets/");
        if (path.endsWith("/sw.js")) reply.header("content-security-policy", workerPolicy);
        reply.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (!page || !asksForPage(request)) throw refuse("not_found");
    return answerPage(platform, keepers, page, request, reply);
  });
}

/** What the service worker may do: ask us, and show our icons. */
const workerPolicy = "default-src 'none'; connect-src 'self'; img-src 'self'";

/** Also who takes anything, as curl does; but scripts and pictures that are gone are asked for so as well. */
function asksForPage({ method, url, headers: { accept = "*/*" } }: FastifyRequest) {
  if ((method !== "GET" && method !== "HEAD") || url.startsWith("/api/")) return false;
  const names = /\.\w+$/.test(url.split("?")[0] ?? "");
  return accept.includes("text/html") || (accept.startsWith("*/*") && !names);
}

async function answerPage(
  platform: Platform,
  keepers: Keepers,
  page: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // Not by URL: it reads a host into `//x` and throws at `//`.
  const [path = "/"] = request.url.split("?");
  const desk = await keepers.findDesk(platform, request.hostname);
  if (!desk && path !== "/setup") return reply.redirect("/setup");
  const gone = desk !== null && (path === "/setup" || path.startsWith("/setup/"));
  const nonce = randomBytes(16).toString("base64");
  return reply
    .status(gone ? 404 : 200)
    .header("content-security-policy", policy(nonce))
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page.replaceAll("__NONCE__", nonce));
}

function policy(nonce: string) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Mantine and the editor place things by style attributes; attributes cannot load anything here.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
