import { describe, expect, test } from "vitest";
import { readSession } from "#contract/sign-in.ts";
import { desk, openHouse, type TestDesk, type TestHouse } from "#testkit";

const ask = async (at: TestHouse, headers: Record<string, string>) => {
  const answer = await at.app.inject({ method: "GET", url: "/api/v1/session", headers });
  const { code, desk: found } = answer.json<{ code?: string; desk?: { id: string } }>();
  return code ?? found?.id;
};
const cookieOf = (acme: TestDesk) => ({ cookie: `sportello_session=${acme.ana.session}` });

describe("a desk among several", () => {
  test("is found by its host, in any case, with any port and a final dot", async () => {
    const acme = await desk();
    for (const host of [acme.host, acme.host.toUpperCase(), `${acme.host}:3000`, `${acme.host}.`])
      expect(await ask(acme.house, { host, ...cookieOf(acme) })).toBe(acme.id);
  });

  test("is not there for a host that nobody named", async () => {
    const acme = await desk();
    for (const host of ["localhost", "unknown.test", `x${acme.host}`])
      expect(await ask(acme.house, { host, ...cookieOf(acme) })).toBe("desk_not_found");
  });

  test("is found by what a proxy says only where a proxy is trusted", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const asked = { host: rival.host, "x-forwarded-host": acme.host, ...cookieOf(acme) };
    expect(await ask(acme.house, asked)).toBe("signed_out");
    const behind = await openHouse({ TRUST_PROXY: 1 });
    expect(await ask(behind, asked)).toBe(acme.id);
    await behind.close();
  });

  test("shares nothing with the desk beside it", async () => {
    const [acme, rival] = [await desk(), await desk()];
    expect(await rival.as(acme.owner).calls(readSession, {})).toEqual({ refused: "signed_out" });
  });
});
