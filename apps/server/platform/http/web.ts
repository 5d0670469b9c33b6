/** The web role: the API, its pages, the workspace and the live socket on one Fastify server. */
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import websocket from "@fastify/websocket";
import Fastify, { type FastifyInstance } from "fastify";
import type { Platform } from "../call.ts";
import type { Metrics } from "../metrics.ts";
import { mountDocs } from "./docs.ts";
import type { Keepers } from "./entry.ts";
import { mountHealth, type Ready } from "./health.ts";
import { mount } from "./mount.ts";
import { answerError } from "./problem.ts";
import { believes } from "./proxy.ts";
import type { Route } from "./route.ts";
import { mountWorkspace } from "./workspace.ts";

export type WebParts = {
  keepers: Keepers;
  routes: readonly Route[];
  metrics: Metrics;
  ready: Ready;
  /** Folder of the built workspace; null = API only. */
  workspace: string | null;
  /** Mounts what is no plain request: the live socket. */
  sockets(app: FastifyInstance): void;
  version: string;
};

/** Bytes of one uploaded file. */
export const uploadLimit = 25 * 1024 * 1024;
/** Bytes of a JSON body: a long reply with pasted tables fits. */
const bodyLimit = 4 * 1024 * 1024;

export async function buildWeb(platform: Platform, parts: WebParts): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit,
    trustProxy: believes(platform.config.TRUST_PROXY),
    routerOptions: { maxParamLength: 200 },
    // `close` waits for the requests under way, not for idle keep-alive connections.
    forceCloseConnections: "idle",
  });
  app.setErrorHandler(answerError(platform.log));
  app.addHook("onSend", harden);
  app.addHook("onResponse", async (request, reply) => {
    parts.metrics.request(
      request.routeOptions.url ?? "none",
      request.method,
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: uploadLimit, files: 1, fields: 10, fieldSize: 10_000 },
  });
  await app.register(websocket, { options: { maxPayload: 1024 } });
  mountHealth(app, platform.config, parts.metrics, parts.ready);
  mountDocs(app, { url: platform.config.PUBLIC_URL, version: parts.version });
  mount(app, platform, parts.keepers, parts.routes);
  await app.register(async (inner) => parts.sockets(inner));
  await mountWorkspace(app, platform, parts.keepers, parts.workspace);
  return app;
}

/** Set on every answer; a route that needs another policy has set its own before. */
async function harden(
  _request: unknown,
  reply: { hasHeader(name: string): boolean; header(name: string, value: string): unknown },
) {
  const headers = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  };
  for (const [name, value] of Object.entries(headers))
    if (!reply.hasHeader(name)) reply.header(name, value);
}
