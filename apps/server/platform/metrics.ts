import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Prometheus figures of this process. Routes appear as templates, so that no id or address becomes a label. */
export type Metrics = {
  registry: Registry;
  request(route: string, method: string, status: number, seconds: number): void;
};

export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "sportello_http_request_seconds",
    help: "Time to answer a request, by route.",
    labelNames: ["route", "method", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  return {
    registry,
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
  };
}
