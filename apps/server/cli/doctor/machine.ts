/**
 * What the machine gives: Node, disk, the key.
 */
import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Config } from "#platform/config.ts";
import { secretKeyFile } from "#platform/secret.ts";
import type { Finding } from "./finding.ts";

export function node(): Finding {
  return {
    state: "well",
    what: "Node",
    detail: `${process.versions.node} on ${process.platform} ${process.arch}`,
  };
}

const [scarce, little] = [200 * 2 ** 20, 2 ** 30];

export async function dataFolder({ DATA_DIR }: Config): Promise<Finding[]> {
  const what = "data folder";
  const folder = resolve(DATA_DIR);
  const found = await stat(folder).catch(() => undefined);
  if (!found)
    return [
      { state: "warn", what, detail: `${folder} is not there yet; the first start makes it` },
      await space(dirname(folder)),
    ];
  const writable = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return [{ state: "wrong", what, detail: `${folder} cannot be written by this user` }];
  const open = (found.mode & 0o022) !== 0;
  const state = open ? "warn" : "well";
  return [
    { state, what, detail: open ? `${folder} can be changed by other users (chmod go-w)` : folder },
    await space(folder),
  ];
}

async function space(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const detail = `${(free / 2 ** 30).toFixed(1)} GB free`;
  return { state: free < scarce ? "wrong" : free < little ? "warn" : "well", what: "disk", detail };
}

export async function secretKey(config: Config): Promise<Finding> {
  const what = "secret key";
  if (config.SECRET_KEY) return { state: "well", what, detail: "from SECRET_KEY" };
  const file = secretKeyFile(config);
  const found = await stat(file).catch(() => undefined);
  if (!found) return lostKey(file, await hasDatabase(config));
  if ((found.mode & 0o077) !== 0)
    return { state: "wrong", what, detail: `${file} can be read by other users (chmod 600)` };
  return { state: "well", what, detail: file };
}

function lostKey(file: string, used: boolean): Finding {
  const what = "secret key";
  if (!used)
    return { state: "warn", what, detail: `${file} is not there yet; the first start makes it` };
  const loss = "mailbox passwords and second factors of before cannot be opened without it";
  return { state: "wrong", what, detail: `${file} is gone, and ${loss}` };
}

/** Whether a start has been here before. */
export async function hasDatabase({ DATABASE_URL, DATA_DIR }: Config): Promise<boolean> {
  if (DATABASE_URL) return true;
  const traces = ["pg", "pg.location"].map((name) => stat(resolve(DATA_DIR, name)));
  return (await Promise.allSettled(traces)).some(({ status }) => status === "fulfilled");
}
