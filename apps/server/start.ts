/** Starts the roles of this process on one database, and stops them so that nothing is lost. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { mountSocket, startHub } from "#modules/live";
import { startMail } from "#modules/mail";
import { upgrading } from "#platform/backup/upgrade.ts";
import type { Platform } from "#platform/call.ts";
import type { Config } from "#platform/config.ts";
import { buildHealth, type Ready } from "#platform/http/health.ts";
import { buildWeb } from "#platform/http/web.ts";
import { startJobs } from "#platform/jobs.ts";
import type { Log, Say } from "#platform/log.ts";
import { makeMetrics } from "#platform/metrics.ts";
import { migrate } from "#platform/migrate.ts";
import { openPlatform } from "#platform/open.ts";
import { startPostgres } from "#platform/postgres/server.ts";
import type { Postgres } from "#platform/postgres/running.ts";
import { version } from "#platform/version.ts";
import { readiness } from "./ready.ts";
import { crons, keepers, routes, tasks } from "./wiring.ts";

export type Server = {
  /** Where people go; null without the web role. */
  url: string | null;
  port: number | null;
  smtpPort: number | null;
  /** Finishes what runs, keeps the rest, then stops the database it started. */
  stop(): Promise<void>;
};

type Stop = () => Promise<void>;

const jobsAtOnce = 4;
const root = join(import.meta.dirname, "../..");

export async function startServer(config: Config, log: Log, say: Say): Promise<Server> {
  const stops: Stop[] = [];
  const stop = () => stopAll(stops, log);
  try {
    return { ...(await startRoles(config, log, say, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRoles(
  config: Config,
  log: Log,
  say: Say,
  stops: Stop[],
): Promise<Omit<Server, "stop">> {
  const { postgres, database, platform } = await open(config, log, say, stops);
  const has = (role: Config["ROLES"][number]) => config.ROLES.includes(role);

  if (has("worker")) {
    const runner = await startJobs(platform, database.pool, {
      tasks,
      crons,
      concurrency: jobsAtOnce,
    });
    stops.push(() => runner.stop());
  }
  const mail = has("mail") ? await startMail(platform, postgres.connection) : null;
  if (mail) stops.push(() => mail.stop());

  const ports = [mail?.smtpPort, mail?.lmtpPort].filter((port) => typeof port === "number");
  const ready = readiness(database.pool, {
    worker: has("worker"),
    mail: mail && { host: config.HOST, ports },
  });
  const smtpPort = mail?.smtpPort ?? null;
  if (has("web")) return { ...(await startWeb(platform, postgres, ready, stops)), smtpPort };
  await startHealth(config, ready, stops);
  return { url: null, port: null, smtpPort };
}

async function startHealth(config: Config, ready: Ready, stops: Stop[]) {
  const { HEALTH_PORT, HOST } = config;
  if (HEALTH_PORT === undefined) return;
  const app = buildHealth(config, makeMetrics(), ready);
  stops.push(() => app.close());
  await app.listen({ port: HEALTH_PORT, host: HOST });
}

async function startWeb(platform: Platform, postgres: Postgres, ready: Ready, stops: Stop[]) {
  const { config } = platform;
  const hub = await startHub(platform, keepers, postgres.connection);
  const app = await buildWeb(platform, {
    keepers,
    routes,
    metrics: makeMetrics(),
    ready,
    workspace: builtWorkspace(),
    sockets: (inner) => mountSocket(inner, platform, keepers, hub),
    version,
  });
  stops.push(() => closeWeb(app, hub));
  await app.listen({ port: config.PORT, host: config.HOST });
  const port = portOf(app);
  return { url: config.PORT === port ? config.PUBLIC_URL : `http://${config.HOST}:${port}`, port };
}

async function open(config: Config, log: Log, say: Say, stops: Stop[]) {
  const { DATA_DIR: dataDir, PG_BIN: pgBin, DATABASE_URL: databaseUrl } = config;
  const postgres = await startPostgres({ dataDir, log, say, pgBin, databaseUrl });
  stops.push(() => postgres.stop());
  const { platform, database, secretKey } = await openPlatform(config, log, postgres.connection);
  stops.push(() => database.close());
  const files = platform.files.root;
  await migrate(database.pool, {
    say,
    beforeUpgrade: upgrading({ config, postgres, say, secretKey, files }),
  });
  return { postgres, database, platform };
}

async function closeWeb(app: FastifyInstance, hub: { close(): Promise<void> }) {
  await hub.close();
  await app.close();
}

/** Last started, first stopped: doors before jobs, jobs before the database. */
async function stopAll(stops: Stop[], log: Log) {
  for (const stop of stops.splice(0).toReversed())
    await stop().catch((error: unknown) => log.error({ err: error }, "stopping"));
}

function builtWorkspace() {
  const folder = join(root, "dist/workspace");
  return existsSync(join(folder, "index.html")) ? folder : null;
}

function portOf(app: FastifyInstance) {
  const address = app.server.address();
  if (address === null || typeof address === "string")
    throw new Error("the web server listens on no port");
  return address.port;
}
