import { describe, expect, test } from "vitest";
import { desk, openHouse } from "#testkit";

/** What the last two of so many hear who ask for a new password. */
async function asks(trusted: number | string[], forwarded: (turn: number) => string) {
  const at = await openHouse({ TRUST_PROXY: trusted });
  const { host } = await desk({ at });
  const ask = async (turn: number) => {
    const headers = { host, "x-forwarded-for": forwarded(turn) };
    const payload = { email: `${turn}@x.example` };
    const url = "/api/v1/password-resets";
    return (await at.app.inject({ method: "POST", url, headers, payload })).statusCode;
  };
  await Promise.all(Array.from({ length: 20 }, (_, turn) => ask(turn)));
  const last = [await ask(20), await ask(21)];
  await at.close();
  return last;
}

describe("the address that attempts are counted by", () => {
  const forged = (turn: number) => `9.9.9.${turn}, 203.0.113.7`;

  test("is what the nearest proxy saw, whatever the client wrote before it", async () => {
    expect(await asks(1, forged)).toEqual([429, 429]);
    expect(await asks(["127.0.0.1"], forged)).toEqual([429, 429]);
  });

  test("is each visitor's own behind the proxy, and behind two", async () => {
    expect(await asks(1, (turn) => `203.0.113.${turn}`)).toEqual([204, 204]);
    expect(await asks(2, (turn) => `203.0.113.${turn}, 10.0.0.5`)).toEqual([204, 204]);
  });

  test("is the connection's where no proxy is trusted, or this one is not", async () => {
    expect(await asks(0, (turn) => `203.0.113.${turn}`)).toEqual([429, 429]);
    expect(await asks(["10.0.0.5"], (turn) => `203.0.113.${turn}`)).toEqual([429, 429]);
  });
});
