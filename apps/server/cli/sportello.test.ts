import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freshDatabase, testPool } from "#testkit/cluster.ts";
import { keepCompiled } from "#testkit/program.ts";
import { migrate } from "#platform/migrate.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

// Each call is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
const databases: Awaited<ReturnType<typeof freshDatabase>>[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sportello-test-cli-"));
});

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("sportello backup and restore", () => {
  test("carry a desk with its files and key to another installation", async () => {
    const [old, fresh] = [await installation("old", "Acme"), await installation("fresh")];
    await old.put("files/desk/ab/cd", "bytes");
    const file = join(folder, "desk.tar.gz");

    expect((await old.runs("backup", file)).out).toMatch(/desk\.tar\.gz: \d+ rows, 1 files/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await fresh.runs("restore", file)).out).toMatch(/^Restored \d+ rows and 1 files/);

    expect(await fresh.desks()).toEqual(["Acme"]);
    for (const name of ["secret.key", "files/desk/ab/cd"])
      expect(await fresh.read(name)).toBe(await old.read(name));
  });

  test("never replace a desk unasked, and keep what was there when asked", async () => {
    const [old, other] = [await installation("old", "Acme"), await installation("other", "Rival")];
    const file = join(folder, "desk.tar.gz");
    await old.runs("backup", file);

    expect(await other.runs("restore", file)).toMatchObject({
      code: 1,
      err: expect.stringContaining("nothing was changed"),
    });
    expect(await other.desks()).toEqual(["Rival"]);
    await other.runs("restore", file, "--replace");
    expect(await other.desks()).toEqual(["Acme"]);

    const [kept = ""] = await readdir(join(other.data, "backups"));
    await other.runs("restore", join(other.data, "backups", kept), "--replace");
    expect(await other.desks()).toEqual(["Rival"]);
  });

  test("restore refuses while a server works on the database", async () => {
    const [old, fresh] = [await installation("old", "Acme"), await installation("fresh")];
    const file = join(folder, "desk.tar.gz");
    await old.runs("backup", file);
    const server = testPool({
      connectionString: fresh.connectionString,
      application_name: "sportello",
    });
    await server.query("select 1");

    expect(await fresh.runs("restore", file)).toMatchObject({
      code: 1,
      err: expect.stringContaining("Stop it first"),
    });
    await server.end();
  });
});

describe("sportello setup, token and import", () => {
  const owner = [
    "--email",
    "ana@acme.example",
    "--password",
    "correct horse battery",
    "--name",
    "Ana",
  ];

  test("found a desk once, and print a token that only its database knows by hash", async () => {
    const desk = await installation("new");
    expect(await desk.runs("setup", ...owner, "--desk-name", "Acme")).toMatchObject({ code: 0 });
    expect(await desk.runs("setup", ...owner)).toMatchObject({
      code: 1,
      err: expect.stringContaining("already"),
    });
    expect(await desk.desks()).toEqual(["Acme"]);

    const { out } = await desk.runs("token", "--email", "ANA@acme.example");
    expect(out).toMatch(/^spa_[\w-]+\n$/);
    expect(await desk.rows("select prefix from api_tokens")).toEqual([{ prefix: out.slice(0, 8) }]);
  });

  test("take nothing for an address that is not connected, and say so", async () => {
    const desk = await installation("new", "Acme");
    await desk.put("one.eml", "From: a@b.example\r\n\r\nHello");
    const took = await desk.runs(
      "import",
      join(desk.data, "one.eml"),
      "--channel",
      "help@acme.example",
    );
    expect(took).toMatchObject({ code: 1, err: expect.stringContaining("no connected address") });
    expect(await desk.rows("select 1 from mails")).toEqual([]);
  });
});

describe("sportello export", () => {
  test("writes no link that lets somebody in", async () => {
    const desk = await installation("old", "Acme");
    const link = "https://desk.example/reset/let-me-in";
    await desk.rows(`insert into notices (desk_id, id, to_address, subject, html, text, message_id, created_at)
      select id, gen_random_uuid(), 'ana@acme.example', 'New password', '${link}', '${link}', '<n@acme>', now() from desks`);
    await desk.rows(`insert into outbox (desk_id, id, at, from_box, to_boxes, receivers, subject, html, text, message_id, raw)
      select id, gen_random_uuid(), now(), '{}', '[]', '{}', 'New password', '${link}', '${link}', '<n@acme>', '${link}' from desks`);

    expect(await desk.runs("export", join(folder, "out"))).toMatchObject({ code: 0 });

    const names = await readdir(join(folder, "out"));
    const texts = await Promise.all(
      names.map((name) => readFile(join(folder, "out", name), "utf8")),
    );
    expect(names).toContain("notices.jsonl");
    expect(texts.join("")).not.toContain("let-me-in");
  });
});

describe("sportello doctor", () => {
  test("finds nothing wrong where nothing is, and 1 is its answer where something is", async () => {
    const desk = await installation("well", "Acme");
    await desk.runs("backup", join(folder, "makes.the.key"));
    // The shared test cluster runs with fsync off, and doctor must say so.
    const { code, out } = await desk.runs("doctor");
    expect(out).toMatch(/✓ schema +at \d+, the newest/);
    expect(out).toMatch(/✓ mail ledger +unaccounted: 0/);
    expect(out).toMatch(/✗ database .*fsync off/);
    expect(code).toBe(1);
  });

  test("sees a key that others can read, and a database that is away", async () => {
    const desk = await installation("ill");
    await desk.put("secret.key", "k".repeat(43));
    await chmod(join(desk.data, "secret.key"), 0o644);
    const { code, out } = await desk.runs("doctor", {
      DATABASE_URL: "postgres://me:canary@localhost/x?host=/nowhere",
    });
    expect(out).toMatch(/✗ secret key .*chmod 600/);
    expect(out).toMatch(/✗ database .*cannot be used/);
    expect(out).not.toContain("canary");
    expect(code).toBe(1);
  });

  test("touches nothing where nothing was started yet", async () => {
    const data = join(folder, "none");
    const { code } = await run(["doctor"], { DATA_DIR: data, PORT: "0", SMTP_IN_PORT: "0" });
    expect(code).toBe(0);
    await expect(stat(data)).rejects.toThrow("ENOENT");
  });
});

/** A data folder and a database of its own; with a name, there is a desk in it. */
async function installation(name: string, desk?: string) {
  const database = await freshDatabase(`cli_${name}_${randomUUID().slice(0, 8)}`);
  databases.push(database);
  const data = join(folder, name);
  await mkdir(data, { mode: 0o700 });
  if (desk) await found(database.connectionString, desk);
  const places = {
    DATA_DIR: data,
    DATABASE_URL: database.connectionString,
    PORT: "0",
    SMTP_IN_PORT: "0",
  };
  return {
    data,
    connectionString: database.connectionString,
    runs: (...words: (string | Record<string, string>)[]) => {
      const env = words.find((word) => typeof word === "object");
      return run(
        words.filter((word) => typeof word === "string"),
        { ...places, ...env },
      );
    },
    rows: (sql: string) => ask(database.connectionString, sql),
    desks: async () =>
      (await ask(database.connectionString, "select name from desks order by name")).map(
        (row) => row["name"],
      ),
    read: (file: string) => readFile(join(data, file), "utf8"),
    put: async (file: string, text: string) => {
      await mkdir(join(data, file, ".."), { recursive: true });
      await writeFile(join(data, file), text);
    },
  };
}

async function found(connectionString: string, name: string) {
  const pool = testPool({ connectionString });
  await migrate(pool, { say: () => {} });
  await pool.query(
    "insert into desks (id, name, reply_secret, created_at) values ($1, $2, '\\x00', now())",
    [randomUUID(), name],
  );
  await pool.end();
}

async function ask(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const pool = testPool({ connectionString });
  const { rows } = await pool.query(sql);
  await pool.end();
  return rows;
}

async function run(words: string[], env: Record<string, string>) {
  const program = join(import.meta.dirname, "sportello.ts");
  const all = { PATH: process.env["PATH"] ?? "", ...keepCompiled, ...env };
  const ran = promisify(execFile)(process.execPath, [program, ...words], { env: all });
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  );
}
