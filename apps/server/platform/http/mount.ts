/** Puts the pairs of operation and use case onto the server. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Operation } from "#contract/operation.ts";
import type { Download, Platform } from "../call.ts";
import { sendDownload } from "./download.ts";
import { doorOf, enterAsAgent, findDesk, type Keepers, refuseOtherOrigin } from "./entry.ts";
import { inputReader } from "./input.ts";
import { holdToContract } from "./problem.ts";
import type { Route } from "./route.ts";

export function mount(
  app: FastifyInstance,
  platform: Platform,
  keepers: Keepers,
  routes: readonly Route[],
) {
  const carries = ({ operation }: Route) => operation.carries === "mail";
  mountEach(
    app,
    platform,
    keepers,
    routes.filter((route) => !carries(route)),
  );
  // Whatever type it says to have, its bytes stay as they are: they are signed.
  void app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    mountEach(inner, platform, keepers, routes.filter(carries));
  });
}

function mountEach(
  app: FastifyInstance,
  platform: Platform,
  keepers: Keepers,
  routes: readonly Route[],
) {
  for (const route of routes) {
    const { operation } = route;
    const readInput = inputReader(operation);
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      handler: async (request, reply) => {
        try {
          return await send(
            reply,
            operation,
            await run(platform, keepers, route, readInput, request, reply),
          );
        } catch (error) {
          throw holdToContract(operation, error);
        }
      },
    });
  }
}

async function run(
  platform: Platform,
  keepers: Keepers,
  route: Route,
  readInput: (request: FastifyRequest) => unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const base = {
    platform,
    db: platform.db,
    now: platform.clock(),
    door: doorOf(platform, request, reply),
  };
  if (route.who === "agent") {
    const { desk, agent } = await enterAsAgent(platform, keepers, request, route.operation);
    return route.run({ ...base, desk, agent }, readInput(request));
  }
  refuseOtherOrigin(platform, request);
  if (route.who === "guest") {
    const desk = await findDesk(platform, keepers, request);
    return route.run({ ...base, desk }, readInput(request));
  }
  return route.run({ ...base, desk: await keepers.findDesk(platform, request.hostname) }, () =>
    readInput(request),
  );
}

/** What the contract does not name is not answered: outputs are built from the schema, never passed through. */
async function send(reply: FastifyReply, operation: Operation, result: unknown) {
  if (operation.carries === "download") return sendDownload(reply, result as Download);
  if (operation.status === 204) return reply.status(204).send();
  const body = JSON.stringify(operation.output.parse(result));
  return reply
    .status(operation.status)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send(body);
}
