/** The program as people run it: its own process, database, folder and ports; everything goes when it stops. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const main = join(root, "apps/server/main.ts");
/** As the launcher does it: what was compiled at one start is kept for the next, which halves its CPU. */
export const keepCompiled = { NODE_COMPILE_CACHE: join(root, "dist", "compiled") };
const patience = 60_000;

export type Program = {
  url: string;
  smtpPort: number;
  /** What it printed so far. */
  said(): string;
  /** SIGKILL; what it started is left behind. */
  kill(): Promise<void>;
  /** The same program once more: on its ports, over its folder. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the program and waits until it answers. `change` goes into its environment. */
export function startProgram(change: Record<string, string> = {}): Promise<Program> {
  return onFreePorts(() => start(change));
}

/** Somebody may take a free port between asking for it and using it: then it is tried again with others. */
export async function onFreePorts<T>(begin: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await begin();
    } catch (error) {
      if (tries === 3 || !/is taken by another program|EADDRINUSE/.test(String(error))) throw error;
    }
  }
}

async function start(change: Record<string, string>): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "sportello-test-program-"));
  await chmod(folder, 0o711);
  const [port, smtpPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...bareEnvironment(),
    DATA_DIR: join(folder, "data"),
    PORT: String(port),
    // Without the web role the same address says whether it is ready.
    HEALTH_PORT: String(port),
    SMTP_IN_PORT: String(smtpPort),
    LOG_LEVEL: "warn",
    ...change,
  };
  let said = "";
  const run = async () => {
    const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (piece: Buffer) => (said += piece.toString()));
    await answering(url, child, () => said);
    return child;
  };
  let child = await run();
  return {
    url,
    smtpPort,
    said: () => said,
    kill: () => end(child, "SIGKILL"),
    startAgain: async () => void (child = await run()),
    stop: async () => {
      await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing of the developer's own settings reaches it. */
function bareEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  return { PATH, HOME, ...keepCompiled, ...(TMPDIR ? { TMPDIR } : {}) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function answering(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until && child.exitCode === null) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`The program did not start:\n${said()}`);
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
