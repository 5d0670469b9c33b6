/**
 * `npm run dev`: the server starts again when its code changes, the workspace changes in place.
 *
 * Three parts, so that each may restart without the others: PostgreSQL is held here, the server (a child under
 * `node --watch`) attaches to it, and Vite serves the workspace at the printed address and hands the rest to the server.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readConfig } from "#platform/config.ts";
import { makeLog, say } from "#platform/log.ts";
import { startPostgres } from "#platform/postgres/server.ts";
import { createServer } from "vite";

const root = join(import.meta.dirname, "../..");
const config = readConfig();
const postgres = await startPostgres({
  dataDir: config.DATA_DIR,
  pgBin: config.PG_BIN,
  databaseUrl: config.DATABASE_URL,
  log: makeLog(config),
  say,
});

/** What the server answers itself. */
const ours = ["/api", "/healthz", "/readyz", "/metrics"];
const address = `http://${config.HOST}:${config.PORT}`;
const workspace = await createServer({
  root: join(root, "apps/workspace"),
  configFile: join(root, "apps/workspace/vite.config.ts"),
  server: {
    host: config.HOST,
    port: 5173,
    proxy: Object.fromEntries(ours.map((path) => [path, { target: address, ws: true }])),
  },
});
await workspace.listen();
const page = workspace.resolvedUrls?.local[0] ?? workspace.resolvedUrls?.network[0];

const watching = [
  "--watch",
  "--watch-preserve-output",
  "--watch-path=apps/server",
  "--watch-path=packages",
];
const server = spawn(process.execPath, [...watching, "apps/server/main.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PUBLIC_URL: process.env["PUBLIC_URL"] ?? page?.replace(/\/$/, "") },
});
say(`The workspace, changing as you save: ${page}\nThe API: ${address}/api/docs`);

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => server.kill(signal));
server.once("exit", () => void stop());

/** The database last: the server is still writing until it has gone. */
async function stop() {
  await workspace.close();
  await postgres.stop();
  process.exit();
}
