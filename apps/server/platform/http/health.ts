import Fastify, { type FastifyInstance } from "fastify";
import type { Metrics } from "../metrics.ts";

/** One line a part: `ok` or what is wrong, for whoever restarts the process or looks at the load balancer. */
export type Ready = () => Promise<{ ok: boolean; parts: Record<string, string> }>;

/** For a process without the web role: it says how it is, and nothing else. */
export function buildHealth(metrics: Metrics, ready: Ready): FastifyInstance {
  const app = Fastify({ forceCloseConnections: "idle" });
  mountHealth(app, metrics, ready);
  return app;
}

export function mountHealth(app: FastifyInstance, metrics: Metrics, ready: Ready) {
  app.get("/healthz", async () => ({ ok: true }));
  app.get("/readyz", async (_request, reply) => {
    const state = await ready();
    return reply.status(state.ok ? 200 : 503).send(state);
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
