/**
 * The cluster: the folder of data that one PostgreSQL server works on.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Say } from "../log.ts";
import type { Engine } from "./engine.ts";
import type { Home } from "./home.ts";
import { type Settings, settingsFile, settingsFor } from "./settings.ts";

export const user = "sportello";

/** Makes the cluster when there is none, writes today's settings, and gives its folder. */
export async function prepareCluster(
  home: Home,
  engine: Engine,
  extra: Settings,
  say: Say,
): Promise<string> {
  const clusters = join(home.base, "pg");
  const folder = join(clusters, String(engine.major));
  if (!(await isCluster(folder))) {
    await refuseOtherMajor(clusters, engine);
    await removeLeftovers(clusters);
    say("Creating the database …");
    await create(folder, home, engine);
  }
  await writeFor(
    home,
    join(folder, "sportello.conf"),
    settingsFile({ ...settingsFor(engine.major), ...extra }),
  );
  return folder;
}

async function isCluster(folder: string) {
  return stat(join(folder, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

async function refuseOtherMajor(clusters: string, engine: Engine) {
  const other = (await readdir(clusters)).find((name) => /^\d+$/.test(name));
  if (!other) return;
  throw new Error(
    `The data in ${clusters} was written by PostgreSQL ${other}, and this is ${engine.major}. Write a backup with the old program, move ${join(clusters, other)} away, and restore.`,
  );
}

/** Remains of an initdb that was interrupted. A young one may belong to a start that runs beside us. */
async function removeLeftovers(clusters: string) {
  for (const name of await readdir(clusters)) {
    if (!name.includes(".tmp")) continue;
    const path = join(clusters, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > 120_000) await rm(path, { recursive: true, force: true });
  }
}

/** In a folder of another name first: a cluster that is half made never looks like one. */
async function create(folder: string, home: Home, engine: Engine) {
  const draft = `${folder}.tmp.${randomBytes(4).toString("hex")}`;
  await mkdir(draft, { mode: 0o700 });
  if (home.account) await chown(draft, home.account.uid, home.account.gid);
  await initdb(draft, home, engine);
  await includeSettings(draft, engine.major);
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await isCluster(folder))) throw error;
  });
}

async function initdb(folder: string, home: Home, engine: Engine) {
  const builtin = [
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
  ];
  const locale = engine.major >= 17 ? builtin : ["--locale=C.UTF-8", "-k"];
  const options = [
    "-D",
    folder,
    "-U",
    user,
    "-A",
    "trust",
    "-E",
    "UTF8",
    ...locale,
    "--lc-messages=C",
  ];
  await promisify(execFile)(join(engine.bin, "initdb"), options, {
    ...as(home),
    cwd: home.base,
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
  }).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`The database could not be created: ${error.stderr?.trim() || error.message}`);
  });
}

/** Ours come first, so that a person's own lines in postgresql.conf win. */
async function includeSettings(folder: string, major: number) {
  const file = join(folder, "postgresql.conf");
  const given = await readFile(file, "utf8");
  const ours = Object.keys(settingsFor(major)).join("|");
  const rest = given.replace(new RegExp(`^(?=(${ours})\\s*=)`, "gm"), "#");
  await writeFile(file, `include_if_exists = 'sportello.conf'\n\n${rest}`);
}

async function writeFor(home: Home, file: string, text: string) {
  await writeFile(file, text, { mode: 0o600 });
  if (home.account) await chown(file, home.account.uid, home.account.gid);
}

/** Options of a child process that is to run as the owner of the cluster. */
export function as({ account }: Home) {
  return account ? { uid: account.uid, gid: account.gid } : {};
}
