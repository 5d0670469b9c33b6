/** The whole program inside the worker of the tests: a fifth of the CPU that a process of its own takes to start. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { readConfig } from "#platform/config.ts";
import { startServer } from "../../apps/server/start.ts";
import { runFolder } from "./cluster.ts";
import { freePort, onFreePorts, type Program } from "./program.ts";

/** What a browser and a mail server meet of a program. */
export type Doors = Pick<Program, "url" | "smtpPort" | "stop">;

/** All roles, as `npm start` has them. `settings` are its environment and name a database. */
export function startInside(settings: Record<string, string>): Promise<Doors> {
  return onFreePorts(() => start(settings));
}

async function start(settings: Record<string, string>): Promise<Doors> {
  const folder = await mkdtemp(join(runFolder(), "inside-"));
  const ports = { PORT: String(await freePort()), SMTP_IN_PORT: String(await freePort()) };
  const config = readConfig({ DATA_DIR: folder, ...ports, ...settings });
  const server = await startServer(config, pino({ level: "silent" }), () => undefined);
  if (server.url === null || server.smtpPort === null) throw new Error("a door stayed closed");
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, smtpPort: server.smtpPort, stop };
}
