import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { freshDatabase, testDatabase, testPool } from "#testkit/cluster.ts";
import { desk, rowsOf } from "#testkit";
import { type Program, startProgram } from "#testkit/program.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readiness } from "./ready.ts";

describe("a process without the web role", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let program: Program;

  beforeAll(async () => {
    database = await freshDatabase(`ready_${process.pid}`);
    const { connectionString: DATABASE_URL } = database;
    program = await startProgram({ ROLES: "worker,mail", DATABASE_URL });
  });

  afterAll(async () => {
    await program.stop();
    await database.drop();
  });

  test("says at its health port that it lives, is ready, and what it used", async () => {
    const [alive, ready, figures] = await Promise.all(
      ["healthz", "readyz", "metrics"].map((name) => fetch(`${program.url}/${name}`)),
    );
    expect([alive?.status, ready?.status, figures?.status]).toEqual([200, 200, 200]);
    expect(await ready?.json()).toMatchObject({ ok: true, parts: { jobs: "ok", mail: "ok" } });
    expect(await figures?.text()).toContain("process_cpu_seconds_total");
  });

  test("answers nothing else there", async () => {
    expect((await fetch(`${program.url}/api/v1/setup`)).status).toBe(404);
  });

  test("says that mail is turned away while too many hold its door", async () => {
    const callers = Array.from({ length: 201 }, () => connect(program.smtpPort, "127.0.0.1"));
    await Promise.all(callers.map((caller) => once(caller, "data")));

    expect(await (await fetch(`${program.url}/readyz`)).json()).toMatchObject({
      parts: { mail: expect.stringContaining("421") },
    });
    callers.forEach((caller: Socket) => caller.destroy());
  });
});

describe("being ready", () => {
  const pool = () => testPool(testDatabase());

  test("ends when the mail door does not answer", async () => {
    const asked = pool();
    const mail = { host: "127.0.0.1", ports: [1] };
    expect(await readiness(asked, { worker: false, mail })()).toMatchObject({
      ok: false,
      parts: { mail: "does not answer" },
    });
    await asked.end();
  });

  test("does not end with one mailbox that fails, but says so", async () => {
    const acme = await desk();
    const imap = JSON.stringify({ host: "mx.test", user: "support" });
    const failing = "update channels set health = 'failing', imap = $2 where desk_id = $1";
    await rowsOf(failing, [acme.id, imap]);
    const asked = pool();
    expect(
      await readiness(asked, { worker: false, mail: { host: "", ports: [] } })(),
    ).toMatchObject({ ok: true, parts: { mailboxes: expect.stringContaining("cannot be read") } });
    await asked.end();
  });
});
