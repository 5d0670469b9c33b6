/** No secret in a log, an error or an answer: canaries are planted in every way in and looked for afterwards. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWeb } from "#platform/http/web.ts";
import { makeLog } from "#platform/log.ts";
import { makeMetrics } from "#platform/metrics.ts";
import { keepers, routes } from "../../wiring.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";

const password = "canary password 71";
const logged: string[] = [];
let acme: TestDesk;
let app: Awaited<ReturnType<typeof buildWeb>>;

/** The same house, with a log that keeps everything. */
beforeAll(async () => {
  acme = await desk();
  const { platform } = acme.house;
  const config = { ...platform.config, LOG_LEVEL: "trace" as const };
  const log = makeLog(config, { write: (line) => logged.push(line) });
  app = await buildWeb(
    { ...platform, config, log },
    {
      ...{ keepers, routes, metrics: makeMetrics(), workspace: null, version: "0" },
      ready: async () => ({ ok: true, parts: {} }),
      sockets: () => undefined,
    },
  );
});
afterAll(() => app.close());

const send = (method: "POST" | "PUT", url: string, payload: object, session?: string) => {
  const cookie = session ? { cookie: `sportello_session=${session}` } : {};
  return app.inject({ method, url, headers: { host: acme.host, ...cookie }, payload });
};

test("passwords, codes and tokens stay out of logs and answers, also where the server breaks", async () => {
  const canaries = [
    password,
    "spi_canaryCanaryCanaryCanaryCanary01",
    acme.ana.session,
    "canary-code-0001",
  ];
  const answers = [];
  for (const broken of [false, true]) {
    if (broken)
      for (const table of ["sessions", "attempts", "users", "links", "api_tokens"])
        await acme.breaks(table);
    answers.push(
      await send("POST", "/api/v1/session", { email: acme.ana.email, password, code: canaries[3] }),
      await send("POST", "/api/v1/session", { email: [acme.ana.email], password }),
      await send("POST", "/api/v1/invitations/accept", { token: canaries[1], name: "X", password }),
      await send("POST", "/api/v1/password-resets/redeem", { token: canaries[1], password }),
      await send("PUT", "/api/v1/me/password", { current: password, password }, acme.ana.session),
      await send("POST", "/api/v1/me/totp", { password }, acme.ana.session),
      await send(
        "POST",
        "/api/v1/tokens",
        { name: password, scopes: ["nonsense"] },
        acme.ana.session,
      ),
    );
  }
  await acme.mends();
  expect(answers.some(({ statusCode }) => statusCode === 500)).toBe(true);
  expect(logged.length).toBeGreaterThan(0);
  const said = [...logged, ...answers.map(({ body }) => body)].join("\n");
  expect(canaries.filter((canary) => said.includes(canary))).toEqual([]);
});

test("what is kept opens nothing: no token, password or code stands in the database as it is", async () => {
  const session = await app.inject({
    method: "POST",
    url: "/api/v1/tokens",
    headers: { host: acme.host, cookie: `sportello_session=${acme.ana.session}` },
    payload: { name: "Bot", scopes: ["tickets.read"] },
  });
  const { token } = session.json<{ token: string }>();
  const tables = [
    "users",
    "sessions",
    "api_tokens",
    "links",
    "recovery_codes",
    "attempts",
    "events",
  ];
  for (const table of tables) {
    const rows = await rowsOf<{ row: string }>(
      `select t::text as row from ${table} t where desk_id = $1`,
      [acme.id],
    );
    for (const secret of [token, acme.ana.session, password]) {
      const forms = [secret, Buffer.from(secret).toString("hex")];
      expect(rows.some(({ row }) => forms.some((form) => row.includes(form)))).toBe(false);
    }
  }
});
