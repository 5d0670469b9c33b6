import "zod/compile";
import { ConfigError, readConfig, roles } from "#platform/config.ts";
import { makeLog, say } from "#platform/log.ts";
import { startServer } from "./start.ts";

/** `--roles web,worker` on the command line stands above ROLES in the environment. */
function environment(): Record<string, string | undefined> {
  const at = process.argv.indexOf("--roles");
  return at > 0 ? { ...process.env, ROLES: process.argv[at + 1] ?? roles.join(",") } : process.env;
}

function configOrExit() {
  try {
    return readConfig(environment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

const config = configOrExit();
const log = makeLog(config);
const server = await startServer(config, log, say).catch((error: unknown) => {
  const taken = takenPort(error);
  if (taken !== null) {
    process.stderr.write(`${taken}\n`);
    process.exit(1);
  }
  log.fatal({ err: error }, "Sportello could not start");
  process.stderr.write(
    `Sportello could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});

/** The commonest reason not to start, in one sentence; null for any other. */
function takenPort(error: unknown): string | null {
  if (!(error instanceof Error && "code" in error && "port" in error)) return null;
  if (error.code !== "EADDRINUSE") return null;
  const port = Number(error.port);
  const names = ["PORT", "SMTP_IN_PORT", "LMTP_IN_PORT"] as const;
  const name = names.find((one) => config[one] === port) ?? "PORT";
  return `Port ${port} is taken by another program. Choose another one: ${name}=${port + 1} npm start`;
}

/** npm and a process group pass one Ctrl-C on several times; a second one after this long is meant. */
const meant = 2_000;
let stopping = 0;
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    if (stopping && Date.now() - stopping > meant) process.exit(1);
    if (stopping) return;
    stopping = Date.now();
    say("Stopping: finishing what runs …");
    void server.stop().then(() => process.exit(0));
  });
}

if (server.url) say(`\nSportello is at ${server.url}\n`);
else say(`\nSportello runs: ${config.ROLES.join(", ")}\n`);
if (server.smtpPort) log.info({ port: server.smtpPort }, "mail is taken by SMTP");
