import { createHash, timingSafeEqual } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { Config } from "../config.ts";
import type { Metrics } from "../metrics.ts";
import { refuse } from "../refusal.ts";
import { answerProblem, problemOf } from "./problem.ts";

/** One line a part: `ok` or what is wrong, for whoever restarts the process or looks at the load balancer. */
export type Ready = () => Promise<{ ok: boolean; parts: Record<string, string> }>;

/** For a process without the web role: it says how it is, and nothing else. */
export function buildHealth(config: Config, metrics: Metrics, ready: Ready): FastifyInstance {
  const app = Fastify({ forceCloseConnections: "idle" });
  mountHealth(app, config, metrics, ready);
  return app;
}

export function mountHealth(
  app: FastifyInstance,
  { METRICS_TOKEN }: Config,
  metrics: Metrics,
  ready: Ready,
) {
  app.get("/healthz", async () => ({ ok: true }));
  app.get("/readyz", async (_request, reply) => {
    const state = await ready();
    return reply.status(state.ok ? 200 : 503).send(state);
  });
  app.get("/metrics", async ({ headers }, reply) => {
    if (METRICS_TOKEN && !isSame(headers.authorization ?? "", `Bearer ${METRICS_TOKEN}`))
      return answerProblem(reply, problemOf(refuse("signed_out")));
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** Takes as long for a near miss as for a far one. */
function isSame(given: string, wanted: string): boolean {
  const [a = Buffer.alloc(0), b = Buffer.alloc(0)] = [given, wanted].map((text) =>
    createHash("sha256").update(text).digest(),
  );
  return timingSafeEqual(a, b);
}
