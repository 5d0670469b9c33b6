/** The real program, killed and started again over one data folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { keepCompiled } from "#testkit/program.ts";
import type { Point } from "./points.ts";

const root = join(import.meta.dirname, "../..");

export type Victim = {
  url: string;
  smtpPort: number;
  /** SIGKILL, and again up as soon as it can be: over whatever was left behind. */
  killServer(): Promise<void>;
  /** As by SIGKILL when it comes to this point, or false when it does not within five seconds; and again up. */
  killServerAt(point: Point): Promise<boolean>;
  /** SIGKILL to the database only: the program must bring it back. */
  killDatabase(): Promise<void>;
  cli(...words: string[]): Promise<string>;
  start(): Promise<void>;
  /** A decent stop, then the folder goes. */
  end(): Promise<void>;
};

export async function victim(smtpOut: string): Promise<Victim> {
  const folder = await mkdtemp(join(tmpdir(), "sportello-faults-"));
  await chmod(folder, 0o711);
  const [port, smtpPort] = [await freePort(), await freePort()];
  const dataDir = join(folder, "data");
  const url = `http://127.0.0.1:${port}`;
  const env = environment({ dataDir, port, smtpPort, smtpOut });
  let server: Server | null = null;
  const start = async () => {
    server = spawnServer(env);
    await untilReady(url, server);
  };
  return {
    url,
    smtpPort,
    start,
    killServer: async () => {
      await ended(server?.child, "SIGKILL");
      await start();
    },
    killServerAt: async (point) => {
      const there = server ? await diesAt(server.child, point) : false;
      await ended(server?.child, "SIGKILL");
      await start();
      return there;
    },
    killDatabase: async () => {
      const pid = await postmasterPid(dataDir);
      if (pid) process.kill(pid, "SIGKILL");
      await wait(300);
      if (server) await untilReady(url, server);
    },
    cli: (...words) => run(join(root, "apps/server/cli/sportello.ts"), words, env),
    end: async () => {
      await ended(server?.child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Server = { child: ChildProcess; said: string };
type Ports = { dataDir: string; port: number; smtpPort: number; smtpOut: string };

function environment({ dataDir, port, smtpPort, smtpOut }: Ports): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    ...keepCompiled,
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_IN_PORT: String(smtpPort),
    SMTP_OUT_URL: smtpOut,
    // Everything goes to a handful of receivers there, as fast as it can.
    MAIL_PER_MINUTE: "1000000",
    MAIL_PER_RECEIVER: "1000000",
    LOG_LEVEL: "error",
  };
}

/** Keeps the end of what it says, for whoever has to find out why it did not come up. */
function spawnServer(env: Record<string, string>): Server {
  const main = join(root, "apps/server/main.ts");
  const words = ["--import", join(import.meta.dirname, "points.ts"), main];
  const child = spawn(process.execPath, words, { env, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const server = { child, said: "" };
  child.stderr?.on("data", (piece: Buffer) => {
    server.said = (server.said + piece.toString()).slice(-4000);
  });
  return server;
}

async function diesAt(child: ChildProcess, point: Point): Promise<boolean> {
  child.send(point);
  const late = new AbortController();
  const died = once(child, "exit", { signal: late.signal }).then(
    () => true,
    () => false,
  );
  return Promise.race([died, wait(5000, false, { signal: late.signal })]).finally(() =>
    late.abort(),
  );
}

async function ended(child: ChildProcess | undefined, signal: "SIGKILL" | "SIGTERM") {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

async function untilReady(url: string, server: Server) {
  const { child } = server;
  const until = Date.now() + 180_000;
  let answer = "nothing";
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`The program ended with ${child.exitCode}:\n${server.said}`);
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
      async (got) => {
        answer = await got.text();
        return got.ok;
      },
      () => false,
    );
    if (ready) return;
    await wait(100);
  }
  throw new Error(
    `The program was not ready within three minutes; /readyz: ${answer}\n${server.said}`,
  );
}

async function postmasterPid(dataDir: string): Promise<number | null> {
  const [version] = await readdir(join(dataDir, "pg"));
  const file = join(dataDir, "pg", version ?? "", "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  return Number.parseInt(text, 10) || null;
}

async function run(main: string, words: string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [main, ...words], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`sportello ${words[0]} ended with ${code}`);
  return said.trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
