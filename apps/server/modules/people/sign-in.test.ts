import { beforeAll, describe, expect, test } from "vitest";
import * as signIn from "#contract/sign-in.ts";
import { hashPassword } from "#modules/people";
import { desk, rowsOf, type TestDesk } from "#testkit";

const password = "four quiet teapots";
let hash = "";
beforeAll(async () => {
  hash = await hashPassword(password);
});

/** Ana's desk, where she has a password. */
async function deskWithPassword() {
  const acme = await desk();
  await rowsOf("update users set password_hash = $2 where desk_id = $1 and id = $3", [
    acme.id,
    hash,
    acme.ana.id,
  ]);
  return acme;
}

const enter = (acme: TestDesk, body: object) =>
  acme.house.app.inject({
    method: "POST",
    url: "/api/v1/session",
    headers: { host: acme.host },
    payload: body,
  });

describe("signing in", () => {
  test("opens a session that only its cookie holds, host-only and hidden from scripts", async () => {
    const acme = await deskWithPassword();
    const answer = await enter(acme, { email: acme.ana.email.toUpperCase(), password });
    expect(answer.json()).toMatchObject({ user: { id: acme.ana.id }, desk: { id: acme.id } });
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(cookie?.domain).toBeUndefined();
    const kept = await rowsOf(
      "select 1 from sessions where desk_id = $1 and encode(token_hash, 'escape') like '%sps%'",
      [acme.id],
    );
    expect(kept).toEqual([]);
  });

  test("gives a new id each time, and both work", async () => {
    const acme = await deskWithPassword();
    const tokens = [];
    for (const _ of [1, 2])
      tokens.push((await enter(acme, { email: acme.ana.email, password })).cookies[0]?.value ?? "");
    expect(new Set(tokens).size).toBe(2);
    for (const session of tokens)
      expect(await acme.as({ ...acme.ana, session }).calls(signIn.readSession, {})).toMatchObject({
        user: { name: "Ana" },
      });
  });

  test("answers the same to a wrong password, an unknown address and somebody deactivated", async () => {
    const acme = await deskWithPassword();
    await rowsOf(
      "update users set password_hash = $2, state = 'deactivated' where desk_id = $1 and id = $3",
      [acme.id, hash, acme.bo.id],
    );
    const tries = [
      { email: acme.ana.email, password: "wrong password" },
      { email: "nobody@acme.test", password },
      { email: acme.bo.email, password },
      { email: acme.owner.email, password },
    ];
    const bodies = [];
    for (const one of tries) bodies.push((await enter(acme, one)).body);
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ code: "sign_in_failed", status: 401 });
  });

  test("spends as long on an unknown address as on a known one", async () => {
    const acme = await deskWithPassword();
    const spent = async (email: string) => {
      const times = [];
      for (const _ of [1, 2, 3, 4]) {
        const began = performance.now();
        await enter(acme, { email, password: "wrong password" });
        times.push(performance.now() - began);
      }
      return Math.min(...times);
    };
    await enter(acme, { email: "warm@up.test", password });
    const [known, unknown] = [await spent(acme.ana.email), await spent("nobody@acme.test")];
    expect(Math.abs(known - unknown)).toBeLessThan(0.6 * Math.max(known, unknown));
  });

  test("lets nobody guess on, and neither the right password until the wait is over", async () => {
    const acme = await deskWithPassword();
    const guess = () => enter(acme, { email: acme.ana.email, password: "wrong password" });
    const codes = (await Promise.all(Array.from({ length: 14 }, guess))).map(
      (answer) => answer.json().code,
    );
    expect(codes.filter((code) => code === "sign_in_failed")).toHaveLength(10);
    const right = (await enter(acme, { email: acme.ana.email, password })).json();
    expect(right).toMatchObject({ code: "too_many_attempts", status: 429 });
    expect(right.retryAfter).toBeGreaterThan(0);
    await rowsOf(
      "update attempts set window_start = window_start - interval '16 minutes' where desk_id = $1",
      [acme.id],
    );
    expect((await enter(acme, { email: acme.ana.email, password })).statusCode).toBe(200);
  });

  test("opens nothing on another desk, by cookie or by password", async () => {
    const [acme, rival] = [await deskWithPassword(), await desk()];
    expect(await rival.as(acme.ana).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    expect((await enter(rival, { email: acme.ana.email, password })).json()).toMatchObject({
      code: "sign_in_failed",
    });
  });

  test("ends with signing out, and thirty days after the last use", async () => {
    const acme = await deskWithPassword();
    await acme.as(acme.ana).calls(signIn.signOut, {});
    expect(await acme.as(acme.ana).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    expect(await acme.as(acme.bo).calls(signIn.readSession, {})).toMatchObject({
      user: { name: "Bo" },
    });
    await rowsOf(
      "update sessions set expires_at = now() - interval '1 second' where desk_id = $1",
      [acme.id],
    );
    expect(await acme.as(acme.bo).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
  });

  test("slides with use: the minute after, the end is thirty days away again", async () => {
    const acme = await deskWithPassword();
    await rowsOf(
      "update sessions set seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 day' where desk_id = $1",
      [acme.id],
    );
    await acme.as(acme.ana).calls(signIn.readSession, {});
    const left = () =>
      rowsOf<{ days: number }>(
        "select extract(day from expires_at - now())::int as days from sessions where desk_id = $1 and user_id = $2",
        [acme.id, acme.ana.id],
      );
    await expect.poll(async () => (await left())[0]?.days).toBe(29);
  });

  test("refuses a page of another site, and a session sent as an API token", async () => {
    const acme = await deskWithPassword();
    const headers = { host: acme.host, origin: "https://evil.example" };
    const answer = await acme.house.app.inject({
      method: "POST",
      url: "/api/v1/session",
      headers,
      payload: { email: acme.ana.email, password },
    });
    expect(answer.json()).toMatchObject({ code: "origin_refused" });
    expect(await acme.as({ token: acme.ana.session }).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
  });
});
