import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { testDatabase } from "#testkit/cluster.ts";

describe("a start on a port that somebody else has", () => {
  test.each(["PORT", "SMTP_IN_PORT"])("says in one sentence to change %s", async (name) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };

    const { code, err } = await starts({ PORT: "0", SMTP_IN_PORT: "0", [name]: String(port) });

    other.close();
    expect([code, err]).toEqual([
      1,
      `Port ${port} is taken by another program. Choose another one: ${name}=${port + 1} npm start\n`,
    ]);
  });
});

/** On the tests' own database, without its jobs. */
async function starts(change: Record<string, string>): Promise<{ code: number; err: string }> {
  const folder = await mkdtemp(join(tmpdir(), "sportello-test-start-"));
  const env = {
    PATH: process.env["PATH"] ?? "",
    DATA_DIR: folder,
    DATABASE_URL: testDatabase().connectionString,
    ROLES: "web,mail",
    LOG_LEVEL: "fatal",
    ...change,
  };
  const main = join(import.meta.dirname, "main.ts");
  const ran = promisify(execFile)(process.execPath, [main], { env, timeout: 50_000 });
  const { code, stderr } = await ran.then(
    () => ({ code: 0, stderr: "" }),
    (error: { code: number; stderr: string }) => error,
  );
  await rm(folder, { recursive: true });
  return { code, err: stderr };
}
