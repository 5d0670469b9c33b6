/**
 * PostgreSQL refuses to run as root. When we are root, it runs as somebody who owns nothing else.
 */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";

export type Account = { name: string; uid: number; gid: number };

/** `undefined` when we are not root: then PostgreSQL runs as ourselves. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL cannot run as root, and /etc/passwd knows neither postgres nor nobody. Start as another user, or set DATABASE_URL.",
  );
}

/** Asks the system instead of reading modes: lists and mounts have a say, too. */
export function canEnter(folder: string, { uid, gid }: Account) {
  const asked = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    uid,
    gid,
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}

/** The outermost folder on the way that this account may not enter. */
export function closedFolder(folder: string, account: Account): string | undefined {
  if (canEnter(folder, account)) return undefined;
  const parent = dirname(folder);
  return (parent === folder ? undefined : closedFolder(parent, account)) ?? folder;
}
