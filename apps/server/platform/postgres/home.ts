/**
 * Where the engine, the cluster and its socket live, and whose they are.
 */
import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, readFile, stat, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Log, Say } from "../log.ts";
import { type Account, closedFolder, unprivilegedAccount } from "./account.ts";

export type Home = {
  /** Parent of `engine`, `pg` and `run`. */
  base: string;
  sockets: string;
  logFile: string;
  account: Account | undefined;
};

export async function settleHome(dataDir: string, say: Say): Promise<Home> {
  const data = resolve(dataDir);
  const account = await unprivilegedAccount();
  await mkdir(data, { recursive: true, mode: account ? 0o711 : 0o700 });
  await mkdir(join(data, "logs"), { recursive: true, mode: 0o700 });

  const base = account ? await reachableBase(data, account, say) : data;
  await refuseNetworkFolder(base);
  await ownFolder(join(base, "pg"), account);
  const owner = await ownerOf(join(base, "pg"), account);
  const sockets = await socketFolder(base, owner);
  return { base, sockets, logFile: join(data, "logs", "postgres.log"), account: owner };
}

/**
 * Below a closed folder (a root home is 0700) the account cannot read its own files, so the cluster moves out. The
 * data folder remembers where to: whoever deletes the data folder starts anew, whoever moves it keeps the desk.
 */
async function reachableBase(data: string, account: Account, say: Say): Promise<string> {
  const pointer = join(data, "pg.location");
  const remembered = await readFile(pointer, "utf8").catch(() => undefined);
  if (remembered) return remembered.trim();

  const closed = closedFolder(data, account);
  if (!closed) return data;
  await refuseUnreachableCluster(data, closed, account);

  const base = join("/var/lib/sportello", randomBytes(4).toString("hex"));
  await mkdir(base, { recursive: true, mode: 0o711 });
  await writeFile(pointer, `${base}\n`);
  say(`PostgreSQL runs as ${account.name}, who may not enter ${closed}: its files are in ${base}.`);
  return base;
}

async function refuseUnreachableCluster(data: string, closed: string, account: Account) {
  if (!(await exists(join(data, "pg")))) return;
  throw new Error(
    `The database in ${join(data, "pg")} cannot be reached by ${account.name}, because ${closed} is closed to it. Open that folder (chmod o+x), or move the data folder.`,
  );
}

/** Magic numbers of statfs(2). Locks and fsync cannot be trusted there. */
const networkFileSystems = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB"],
]);

async function refuseNetworkFolder(base: string) {
  const { type } = await statfs(base);
  const name = networkFileSystems.get(type >>> 0);
  if (!name) return;
  throw new Error(
    `${base} is on ${name}, where a database can be damaged. Set DATA_DIR to a local disk, or DATABASE_URL.`,
  );
}

/** A cluster that is there already keeps its owner; root then runs it as that user. */
async function ownerOf(
  clusters: string,
  account: Account | undefined,
): Promise<Account | undefined> {
  const { uid, gid } = await stat(clusters);
  const we = process.getuid?.() ?? uid;
  if (uid === we) return undefined;
  if (we === 0) return account?.uid === uid ? account : { name: `uid ${uid}`, uid, gid };
  throw new Error(
    `The database in ${clusters} belongs to uid ${uid}. Start as that user, or as root.`,
  );
}

/** A path of a unix socket holds about 107 bytes. */
const longestSocketFolder = 107 - "/.s.PGSQL.5432.lock".length;

async function socketFolder(base: string, account: Account | undefined): Promise<string> {
  const near = join(base, "run");
  if (Buffer.byteLength(near) <= longestSocketFolder) return ownFolder(near, account);
  const name = `sportello-${createHash("sha256").update(base).digest("hex").slice(0, 12)}`;
  const runtime = account ? undefined : process.env["XDG_RUNTIME_DIR"];
  return refuseStranger(await ownFolder(join(runtime ?? tmpdir(), name), account), account);
}

/** Made for the account and closed to everybody else. */
async function ownFolder(folder: string, account: Account | undefined): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory())
    throw new Error(`${folder} is in the way: PostgreSQL needs a folder of that name.`);
  if (account && found.uid === 0) await chown(folder, account.uid, account.gid);
  const known = [0, process.getuid?.(), account?.uid].includes(found.uid);
  if (known && (found.mode & 0o077) !== 0) await chmod(folder, 0o700);
  return folder;
}

/** In /tmp anybody may have been faster. */
async function refuseStranger(folder: string, account: Account | undefined): Promise<string> {
  const { uid } = await lstat(folder);
  if (uid === (account?.uid ?? process.getuid?.())) return folder;
  throw new Error(`${folder} belongs to uid ${uid}; PostgreSQL's socket cannot be put there.`);
}

const scarce = 2 ** 30;

/** A full disk stops the database at once; it goes on by itself when there is room again. */
export async function warnOfFullDisk({ base }: Home, log: Log) {
  const { bavail, bsize } = await statfs(base);
  const free = bavail * bsize;
  if (free < scarce)
    log.warn({ megabytes: Math.round(free / 2 ** 20), base }, "the disk is almost full");
}

async function exists(path: string) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
