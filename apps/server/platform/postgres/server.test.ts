import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testEngines, testPool } from "#testkit/cluster.ts";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { canEnter } from "./account.ts";
import { startPostgres } from "./server.ts";
import type { Postgres } from "./running.ts";

const nobody = { name: "nobody", uid: 65_534, gid: 65_534 };
const log = pino({ level: "silent" });
const root = process.getuid?.() === 0;
const running: Postgres[] = [];
const children: ChildProcess[] = [];
let folder: string;
let shared: string;
let engines: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "sportello-test-postgres-")));
  await chmod(folder, 0o711);
  engines = await testEngines();
  shared = join(folder, "shared");
  await (await start(shared)).stop();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const postgres of running.splice(0)) await postgres.stop();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the embedded PostgreSQL", () => {
  test("stops by itself when its program is killed", async () => {
    const holder = await hold(shared);
    const pid = await postmaster(shared);

    holder.kill("SIGKILL");

    await expect.poll(() => lives(pid), { timeout: 15_000 }).toBe(false);
    expect(await readdir(join(shared, "pg", "18"))).not.toContain("postmaster.pid");
  });

  test("is started anew over an orphan, with every committed row", async () => {
    const orphan = await makeOrphan();
    await query(shared, "create table kept as select 1 as one");

    const postgres = await start(shared);

    await expect.poll(() => postgres.owned, patient).toBe(true);
    expect(await postmaster(shared)).not.toBe(orphan);
    expect(await query(shared, "select one from kept")).toEqual([{ one: 1 }]);
  });

  test("does not stay an orphan while a second program works on it", async () => {
    const holder = await hold(shared);
    const orphan = await postmaster(shared);
    const second = await start(shared);
    expect(second.owned).toBe(false);

    process.kill(watchdogOf(orphan), "SIGKILL");
    holder.kill("SIGKILL");

    await expect.poll(() => second.owned, patient).toBe(true);
    expect(await postmaster(shared)).not.toBe(orphan);
  });

  test("comes back after the server is killed, and queries go on", async () => {
    await start(shared);
    const killed = await postmaster(shared);

    process.kill(killed, "SIGKILL");

    await expect
      .poll(() => query(shared, "select 1 as one").catch(() => []), patient)
      .toEqual([{ one: 1 }]);
    expect(await postmaster(shared)).not.toBe(killed);
  });

  test("comes back after one backend is killed", async () => {
    const { connection } = await start(shared);
    const pool = testPool(connection, 2);
    // The server of the test before may still be on its way out.
    const pid = await vi.waitFor(async () => {
      const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
      return rows[0]?.pid ?? 0;
    }, patient);

    process.kill(pid, "SIGKILL");

    await expect
      .poll(() => query(shared, "select 1 as one").catch(() => []), patient)
      .toEqual([{ one: 1 }]);
    await pool.end();
  });

  test("is not fooled by a pid file that names another living process", async () => {
    await writeFile(
      join(shared, "pg", "18", "postmaster.pid"),
      `${process.pid}\n${shared}/pg/18\n1\n5432\n/tmp\n\n\n`,
    );

    expect((await start(shared)).owned).toBe(true);
  });

  test("is shared by a second program, which takes over when the first ends", async () => {
    const [first, second] = [await start(shared), await start(shared)];
    expect([first.owned, second.owned]).toEqual([true, false]);

    await first.stop();

    await expect.poll(() => second.owned, patient).toBe(true);
    expect(await query(shared, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("stays when a second program ends", async () => {
    await start(shared);
    await (await start(shared)).stop();

    expect(await query(shared, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("the first start", () => {
  test("may happen twice at once, and ignores an initdb that was interrupted", async () => {
    const data = join(folder, "twice");
    await mkdir(join(data, "pg", "18.tmp.dead"), { recursive: true });

    const both = await Promise.all([start(data), start(data)]);

    expect(both.filter(({ owned }) => owned)).toHaveLength(1);
    expect((await readdir(join(data, "pg"))).filter((name) => !name.includes("dead"))).toEqual([
      "18",
    ]);
  });

  test("copes with a path that is too long for a socket", async () => {
    const data = join(folder, "deep".repeat(30));
    const { connection } = await start(data);
    const pool = testPool(connection);
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
    if ("host" in connection) await rm(connection.host, { recursive: true });
  });

  test.runIf(root)(
    "moves the cluster out of a folder that its user may not enter, and says where to",
    async () => {
      const data = join(folder, "closed", "data");
      await mkdir(data, { recursive: true });
      await chmod(join(folder, "closed"), 0o700);
      const said: string[] = [];
      await (await start(data, said)).stop();

      const moved = (await readFile(join(data, "pg.location"), "utf8")).trim();

      expect(said.join()).toContain(moved);
      await start(data);
      expect((await stat(join(moved, "pg", "18"))).uid).not.toBe(0);
      await running.pop()?.stop();
      await rm(moved, { recursive: true });
    },
  );

  test.runIf(root && canEnter(import.meta.dirname, nobody))(
    "works for a user without rights",
    async () => {
      const [data, node] = [join(folder, "plain"), join(folder, "node")];
      await mkdir(data);
      execFileSync("chown", [`${nobody.uid}:${nobody.gid}`, data]);
      await copyFile(process.execPath, node);

      const holder = await hold(data, node, nobody);

      expect((await stat(join(data, "pg"))).uid).toBe(nobody.uid);
      holder.kill("SIGTERM");
      expect(await once(holder, "exit")).toEqual([0, null]);
    },
  );
});

describe("DATABASE_URL", () => {
  test("uses that server and starts nothing", async () => {
    const { connection } = await start(shared);
    const host = "host" in connection ? connection.host : "";
    const databaseUrl = `postgres://sportello@localhost/sportello?host=${host}`;
    const postgres = await startPostgres({
      dataDir: join(folder, "none"),
      databaseUrl,
      log,
      say: () => {},
    });

    expect(postgres).toMatchObject({ owned: false, connection: { connectionString: databaseUrl } });
    await expect(stat(join(folder, "none"))).rejects.toThrow("ENOENT");
  });

  test("says which server cannot be used and why, without its password", async () => {
    const databaseUrl = `postgres://me:canary@localhost/none?host=${folder}/missing&connect_timeout=1`;
    const start = startPostgres({ dataDir: folder, databaseUrl, log, say: () => {}, patience: 10 });
    await expect(start).rejects.toThrow(
      /^The database at localhost\/none cannot be used: (?!.*canary)/,
    );
  });
});

const patient = { timeout: 30_000, interval: 100 };

async function start(dataDir: string, said: string[] = []) {
  const postgres = await startPostgres({
    dataDir,
    engines,
    log,
    say: (line) => void said.push(line),
  });
  running.push(postgres);
  return postgres;
}

async function hold(
  dataDir: string,
  node = process.execPath,
  as: { uid?: number; gid?: number } = {},
) {
  const program = join(import.meta.dirname, "holder.fixture.ts");
  const child = spawn(node, [program, dataDir, engines], {
    ...as,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

/** Program and watchdog are killed; the server lives on. */
async function makeOrphan() {
  const holder = await hold(shared);
  const orphan = await postmaster(shared);
  process.kill(watchdogOf(orphan), "SIGKILL");
  holder.kill("SIGKILL");
  return orphan;
}

async function query(dataDir: string, sql: string) {
  const pool = testPool(
    { host: join(dataDir, "run"), port: 5432, user: "sportello", database: "sportello" },
    1,
  );
  try {
    return (await pool.query(sql)).rows;
  } finally {
    await pool.end();
  }
}

async function postmaster(dataDir: string) {
  return Number.parseInt(await readFile(join(dataDir, "pg", "18", "postmaster.pid"), "utf8"), 10);
}

function watchdogOf(pid: number) {
  const listed = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  const line = listed.find((text) => text.trimEnd().endsWith(`sportello-watchdog ${pid}`));
  return Number.parseInt(line ?? "", 10);
}

function lives(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
