import * as OTPAuth from "otpauth";
import { beforeAll, describe, expect, test } from "vitest";
import * as me from "#contract/me.ts";
import * as signIn from "#contract/sign-in.ts";
import { hashPassword } from "#modules/people";
import { desk, rowsOf, type TestDesk } from "#testkit";

const password = "four quiet teapots";
let hash = "";
beforeAll(async () => {
  hash = await hashPassword(password);
});

/** Ana's desk, where she has begun with an authenticator app. */
async function deskWithApp() {
  const acme = await desk();
  await rowsOf("update users set password_hash = $2 where desk_id = $1 and id = $3", [
    acme.id,
    hash,
    acme.ana.id,
  ]);
  const { secret, uri } = await acme.as(acme.ana).calls(me.startSecondFactor, { password });
  const app = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) });
  const codeAt = (seconds: number) => app.generate({ timestamp: Date.now() + seconds * 1000 });
  return { acme, uri, codeAt };
}

const enter = (acme: TestDesk, code?: string) =>
  acme.as(null).calls(signIn.signIn, { email: acme.ana.email, password, ...(code && { code }) });

describe("two-factor sign-in", () => {
  test("counts only once a code has confirmed it, and then ends the other sessions", async () => {
    const { acme, uri, codeAt } = await deskWithApp();
    expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/Sportello Acme:ana@/);
    const other = await enter(acme);
    expect(other).toMatchObject({ user: { secondFactor: false } });
    expect(await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: "000000" })).toMatchObject(
      { refused: "code_wrong" },
    );
    const { recoveryCodes } = await acme
      .as(acme.ana)
      .calls(me.confirmSecondFactor, { code: codeAt(0) });
    expect(new Set(recoveryCodes).size).toBe(10);
    const left = await rowsOf("select id from sessions where desk_id = $1 and user_id = $2", [
      acme.id,
      acme.ana.id,
    ]);
    expect(left).toHaveLength(1);
    expect((await acme.events()).map(({ type }) => type)).toContain("user.changed");
  });

  test("asks for a code after the right password only, takes the next one, and none twice", async () => {
    const { acme, codeAt } = await deskWithApp();
    await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: codeAt(0) });
    expect(await enter(acme)).toEqual({ refused: "second_factor_needed" });
    expect(await enter(acme, codeAt(0))).toEqual({ refused: "sign_in_failed" });
    expect(await enter(acme, codeAt(30))).toMatchObject({ user: { secondFactor: true } });
    expect(await enter(acme, codeAt(30))).toEqual({ refused: "sign_in_failed" });
    const wrong = acme.as(null).calls(signIn.signIn, {
      email: acme.ana.email,
      password: "wrong password",
      code: codeAt(30),
    });
    expect(await wrong).toEqual({ refused: "sign_in_failed" });
  });

  test("accepts one step of a clock that differs, not two", async () => {
    const { acme, codeAt } = await deskWithApp();
    expect(
      await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: codeAt(-75) }),
    ).toMatchObject({ refused: "code_wrong" });
    expect(
      await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: codeAt(-30) }),
    ).toHaveProperty("recoveryCodes");
  });

  test("lets one of two through who send the same code at once", async () => {
    const { acme, codeAt } = await deskWithApp();
    await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: codeAt(0) });
    const both = await Promise.all([enter(acme, codeAt(30)), enter(acme, codeAt(30))]);
    expect(both.filter((one) => one.refused === "sign_in_failed")).toHaveLength(1);
  });

  test("lets a lost phone in by each recovery code once, in any case and spacing", async () => {
    const { acme, codeAt } = await deskWithApp();
    const { recoveryCodes } = await acme
      .as(acme.ana)
      .calls(me.confirmSecondFactor, { code: codeAt(0) });
    const [first = "", second = ""] = recoveryCodes;
    expect(await enter(acme, first)).toMatchObject({ user: { id: acme.ana.id } });
    expect(await enter(acme, first)).toEqual({ refused: "sign_in_failed" });
    expect(await enter(acme, second.toUpperCase().replaceAll("-", ""))).toMatchObject({
      user: { id: acme.ana.id },
    });
    const kept = await rowsOf<{ code_hash: Buffer }>(
      "select code_hash from recovery_codes where desk_id = $1",
      [acme.id],
    );
    expect(kept.some(({ code_hash }) => code_hash.toString("latin1").includes(first))).toBe(false);
  });

  test("is turned off with the password, never without", async () => {
    const { acme, codeAt } = await deskWithApp();
    await acme.as(acme.ana).calls(me.confirmSecondFactor, { code: codeAt(0) });
    expect(
      await acme.as(acme.ana).calls(me.stopSecondFactor, { password: "not this one" }),
    ).toEqual({ refused: "password_wrong" });
    expect(await acme.as(acme.ana).calls(me.startSecondFactor, { password })).toEqual({
      refused: "second_factor_on",
    });
    await acme.as(acme.ana).calls(me.stopSecondFactor, { password });
    expect(await enter(acme)).toMatchObject({ user: { secondFactor: false } });
    expect(await acme.as(acme.ana).calls(me.stopSecondFactor, { password })).toEqual({
      refused: "second_factor_off",
    });
  });

  test("keeps the secret sealed and says no more about an app that was never confirmed", async () => {
    const { acme } = await deskWithApp();
    const [row] = await rowsOf<{ totp_secret: Buffer }>(
      "select totp_secret from users where desk_id = $1 and id = $2",
      [acme.id, acme.ana.id],
    );
    expect(row?.totp_secret.toString("latin1")).not.toMatch(/[A-Z2-7]{32}/);
    expect(await acme.as(acme.bo).calls(me.confirmSecondFactor, { code: "123456" })).toEqual({
      refused: "second_factor_off",
    });
  });
});
