/**
 * The postmaster: the operating system's process that serves one cluster.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { open, readFile, readlink, realpath, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { as } from "./cluster.ts";
import type { Engine } from "./engine.ts";
import type { Home } from "./home.ts";

export type Postmaster = {
  pid: number;
  /** Resolves when the process is gone, with the way it went. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

export async function launch(engine: Engine, cluster: string, home: Home): Promise<Postmaster> {
  const log = await open(home.logFile, "a", 0o600);
  // `detached`: Ctrl-C in the terminal must reach us alone; the server has to outlive our last transaction.
  const child = spawn(join(engine.bin, "postgres"), ["-D", cluster, "-k", home.sockets], {
    ...as(home),
    cwd: home.base,
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const ended = ending(child).finally(() => log.close());
  const { pid } = child;
  if (pid === undefined) throw new Error(`PostgreSQL could not be started: ${await ended}`);
  child.unref();

  const dismiss = watch(pid, home);
  void ended.then(dismiss);
  return { pid, ended, stop: () => stopProcess(pid, ended) };
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
}

/**
 * When we are killed, nobody would stop PostgreSQL. This shell holds the other end of a pipe to us: the line that never
 * came says that we are gone. No word from data ever reaches it, only the number of the process.
 */
const watchdog = `
read -r word
[ "$word" = dismissed ] && exit 0
kill -INT "$1" 2>/dev/null
second=0
while kill -0 "$1" 2>/dev/null && [ $second -lt 30 ]; do
  [ $second -eq 10 ] && kill -QUIT "$1"
  [ $second -eq 20 ] && kill -KILL "$1"
  second=$((second + 1))
  sleep 1
done
`;

function watch(pid: number, home: Home): () => void {
  const shell = spawn("/bin/sh", ["-c", watchdog, "sportello-watchdog", String(pid)], {
    ...as(home),
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  if ("unref" in shell.stdin) (shell.stdin as { unref(): void }).unref();
  return () => void shell.stdin.end("dismissed\n");
}

/** Never the axe first: SIGINT can hang during a recovery, SIGQUIT ends that at once and loses nothing. */
async function stopProcess(pid: number, ended: Promise<unknown>) {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!signalled(pid, signal)) return;
    if (await within(10_000, ended)) return;
  }
}

async function within(patience: number, happens: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const late = wait(patience, false, over).catch(() => false);
  try {
    return await Promise.race([happens.then(() => true), late]);
  } finally {
    over.abort();
  }
}

function signalled(pid: number, signal: NodeJS.Signals | 0) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** A postmaster that is not our child: left over from a killed program, or another program's. */
export async function runningPostmaster(
  cluster: string,
): Promise<Pick<Postmaster, "pid" | "stop"> | undefined> {
  const pid = await writtenPid(cluster);
  if (!pid || !(await servesCluster(pid, cluster))) return undefined;
  const gone = async () => {
    while (signalled(pid, 0)) await wait(50);
  };
  return { pid, stop: () => stopProcess(pid, gone()) };
}

async function writtenPid(cluster: string) {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  return Number.parseInt(text, 10) || undefined;
}

/** The number in the file may be another process by now: after a reboot, or in a new container. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!signalled(pid, 0)) return false;
  if (process.platform === "linux") {
    const [program, folder] = await Promise.all([
      readlink(`/proc/${pid}/exe`).catch(() => ""),
      readlink(`/proc/${pid}/cwd`).catch(() => ""),
    ]);
    return basename(program).startsWith("postgres") && folder === (await realpath(cluster));
  }
  const asked = promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]);
  const { stdout } = await asked.catch(() => ({ stdout: "" }));
  return stdout.includes("postgres") && stdout.includes(cluster);
}

/** Safe on Linux: a backend that still lives holds the shared memory, and the server refuses to start beside it. */
export async function removeStalePid(cluster: string) {
  await rm(join(cluster, "postmaster.pid"), { force: true });
}

const largestLog = 10 * 2 ** 20;

/** The server appends to the file, so it may be emptied under it. */
export async function rotateLog({ logFile }: Pick<Home, "logFile">) {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }));
  if (size < largestLog) return;
  const [from, to] = [
    await open(logFile, "r+"),
    createWriteStream(`${logFile}.1`, { mode: 0o600 }),
  ];
  for await (const chunk of from.createReadStream({ autoClose: false })) to.write(chunk);
  to.end();
  await from.truncate(0);
  await from.close();
}

/** The last lines of the server's log, to say why a start was refused. */
export async function lastWords({ logFile }: Pick<Home, "logFile">): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  const lines = text.trim().split("\n").slice(-40);
  return lines
    .filter((line) => /FATAL|PANIC|HINT|DETAIL/.test(line))
    .slice(-3)
    .join("\n");
}
