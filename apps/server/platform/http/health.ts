import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics.ts";

/** One line a part: `ok` or what is wrong, for whoever restarts the process or looks at the load balancer. */
export type Ready = () => Promise<{ ok: boolean; parts: Record<string, string> }>;

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
