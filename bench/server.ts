/** The real program as a process of its own, on a data folder that stays or goes. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export const root = join(import.meta.dirname, "..");

export type Running = {
  process: ChildProcess;
  pid: number;
  url: string;
  smtpPort: number;
  env: Record<string, string>;
  startedInMs: number;
  stop(): Promise<void>;
};

/** As `npm start` does, the launcher counted in. */
export async function startProgram(dataDir: string, house = root): Promise<Running> {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const env = {
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_IN_PORT: String(smtpPort),
    LOG_LEVEL: "warn",
  };
  const began = performance.now();
  const child = spawn(process.execPath, ["bin/launch.cjs", "start"], {
    cwd: house,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url);
  const startedInMs = performance.now() - began;
  if (!child.pid) throw new Error("the program has no process");
  return {
    process: child,
    pid: child.pid,
    url,
    smtpPort,
    env,
    startedInMs,
    stop: () => stop(child),
  };
}

/** The house as a clone has it, without what is built or stored in it. */
const parts = [
  ...["apps", "bin", "db", "packages"],
  ...["lingui.config.ts", "package-lock.json", "package.json", "tsconfig.json"],
];

/** What somebody waits for after `npm ci`: nothing built, nothing compiled, no data. In milliseconds. */
export async function firstStart(): Promise<number> {
  const house = mkdtempSync(join(tmpdir(), "sportello-bench-house-"));
  try {
    for (const name of parts) cpSync(join(root, name), join(house, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
    const program = await startProgram(join(house, "data"), house);
    await program.stop();
    return program.startedInMs;
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

/** A command of the program, on the same data folder. Answers what it prints. */
export function command(env: Record<string, string>, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["apps/server/cli/sportello.ts", ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += String(chunk)));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0
        ? resolve(said.trim())
        : reject(new Error(`sportello ${args[0]} ended with ${code}`)),
    );
  });
}

async function untilReady(child: ChildProcess, url: string) {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await wait(50);
  }
  throw new Error("the program was not ready after a minute");
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
