import { beforeAll, describe, expect, test } from "vitest";
import * as own from "#contract/me.ts";
import * as signIn from "#contract/sign-in.ts";
import * as teams from "#contract/teams.ts";
import * as tokens from "#contract/tokens.ts";
import * as users from "#contract/users.ts";
import { hashPassword } from "#modules/people";
import { desk, rowsOf } from "#testkit";

const password = "four quiet teapots";
let hash = "";
beforeAll(async () => {
  hash = await hashPassword(password);
});

describe("my account", () => {
  test("keeps name and preferences, each by itself", async () => {
    const acme = await desk();
    const me = acme.as(acme.ana);
    await me.calls(own.updateMe, { preferences: { theme: "dark", workspace: { list: 320 } } });
    await me.calls(own.updateMe, {
      name: "Ana Neri",
      preferences: { locale: "it", timeZone: "Europe/Rome" },
    });
    expect(await me.calls(signIn.readSession, {})).toMatchObject({
      user: { name: "Ana Neri" },
      preferences: {
        theme: "dark",
        locale: "it",
        timeZone: "Europe/Rome",
        workspace: { list: 320 },
      },
      outboxPreview: true,
    });
  });

  test("remembers what two tabs keep, each under its own key", async () => {
    const acme = await desk();
    const remember = (workspace: Record<string, number>) =>
      acme.as(acme.ana).calls(own.updateMe, { preferences: { workspace } });
    await Promise.all([remember({ list: 320 }), remember({ hints: 1 })]);
    const { preferences } = await remember({ list: 400 });
    expect(preferences.workspace).toEqual({ list: 400, hints: 1 });
  });

  test("refuses a time zone that is none and a layout that does not end", async () => {
    const acme = await desk();
    const change = (preferences: object) => acme.as(acme.ana).calls(own.updateMe, { preferences });
    expect(await change({ timeZone: "Mars/Olympus" })).toMatchObject({
      refused: "invalid_input",
      fields: { "preferences.timeZone": expect.any(String) },
    });
    await change({ workspace: { half: "x".repeat(5000) } });
    expect(await change({ workspace: { other: "x".repeat(5000) } })).toMatchObject({
      refused: "invalid_input",
    });
  });

  test("keeps no script in a signature", async () => {
    const acme = await desk();
    const signatureHtml = `<p onclick="alert(1)">Ana</p><script>alert(2)</script><img src="https://spy.example/p.gif">`;
    const { preferences } = await acme
      .as(acme.ana)
      .calls(own.updateMe, { preferences: { signatureHtml } });
    expect(preferences.signatureHtml).not.toMatch(/script|onclick|spy/);
    expect(preferences.signatureHtml).toContain("Ana");
  });

  test("changes the password with the current one, and ends the other sessions only", async () => {
    const acme = await desk();
    await rowsOf("update users set password_hash = $2 where desk_id = $1 and id = $3", [
      acme.id,
      hash,
      acme.ana.id,
    ]);
    await acme.as(null).calls(signIn.signIn, { email: acme.ana.email, password });
    const change = (current: string, next: string) =>
      acme.as(acme.ana).calls(own.changePassword, { current, password: next });
    expect(await change("not this one", "five loud kettles")).toEqual({
      refused: "password_wrong",
    });
    expect(await change(password, "qwertyuiop")).toEqual({ refused: "password_weak" });
    expect(await change(password, "five loud kettles")).toBeNull();
    expect(await acme.as(acme.ana).calls(signIn.readSession, {})).toHaveProperty("user");
    expect(
      await rowsOf("select 1 from sessions where desk_id = $1 and user_id = $2", [
        acme.id,
        acme.ana.id,
      ]),
    ).toHaveLength(1);
  });

  test("lets nobody guess the password at an open laptop", async () => {
    const acme = await desk();
    const guess = () =>
      acme.as(acme.ana).calls(own.startSecondFactor, { password: "not this one" });
    const answers = await Promise.all(Array.from({ length: 13 }, guess));
    expect(answers.filter(({ refused }) => refused === "too_many_attempts")).toHaveLength(3);
  });
});

describe("API tokens", () => {
  test("are shown once, kept as hashes, and listed by their beginning", async () => {
    const acme = await desk();
    const made = await acme
      .as(acme.ana)
      .calls(tokens.createToken, { name: "Bot", scopes: ["tickets.read", "tickets.read"] });
    expect(made).toMatchObject({ name: "Bot", scopes: ["tickets.read"], lastUsedAt: null });
    const { items } = await acme.as(acme.ana).calls(tokens.listTokens, {});
    expect(items).toMatchObject([{ id: made.id, prefix: made.token.slice(0, 8) }]);
    const rows = await rowsOf<{ row: string }>(
      "select t::text as row from api_tokens t where desk_id = $1",
      [acme.id],
    );
    // A row's bytes are written as hex.
    for (const form of [made.token.slice(9), Buffer.from(made.token.slice(9)).toString("hex")])
      expect(JSON.stringify([rows, items])).not.toContain(form);
  });

  test("may what the user may and the scopes say, and nothing about the account itself", async () => {
    const acme = await desk();
    const { token } = await acme
      .as(acme.owner)
      .calls(tokens.createToken, { name: "Bot", scopes: ["tickets.read"] });
    expect(await acme.as({ token }).calls(users.listUsers, {})).toHaveProperty("items");
    expect(await acme.as({ token }).calls(teams.createTeam, { name: "T" })).toEqual({
      refused: "scope_missing",
      scope: "settings.write",
    });
    expect(
      await acme
        .as({ token })
        .calls(tokens.createToken, { name: "More", scopes: ["settings.write"] }),
    ).toEqual({ refused: "scope_missing", scope: null });
    const poor = await acme
      .as(acme.ana)
      .calls(tokens.createToken, { name: "Bot", scopes: ["settings.write"] });
    expect(await acme.as({ token: poor.token }).calls(teams.createTeam, { name: "T" })).toEqual({
      refused: "settings_forbidden",
    });
  });

  test("are refused when empty, changed, of another desk, of another kind, expired or revoked", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id, token } = await acme
      .as(acme.ana)
      .calls(tokens.createToken, { name: "Bot", scopes: ["tickets.read"] });
    const old = await acme.as(acme.ana).calls(tokens.createToken, {
      name: "Old",
      scopes: ["tickets.read"],
      expiresAt: "2020-01-01T00:00:00Z",
    });
    const wrong = [
      "x",
      token.toUpperCase(),
      token.slice(0, -1),
      `${token}a`,
      token.replace("spa_", "sps_"),
      acme.ana.session,
      old.token,
    ];
    for (const one of wrong)
      expect(await acme.as({ token: one }).calls(signIn.readSession, {})).toEqual({
        refused: "signed_out",
      });
    expect(await rival.as({ token }).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    expect(await acme.as(acme.bo).calls(tokens.revokeToken, { id })).toEqual({
      refused: "token_not_found",
    });
    await acme.as(acme.ana).calls(tokens.revokeToken, { id });
    expect(await acme.as({ token }).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
  });

  test("note their last use once a minute at most", async () => {
    const acme = await desk();
    const { token } = await acme
      .as(acme.ana)
      .calls(tokens.createToken, { name: "Bot", scopes: ["tickets.read"] });
    const used = async () =>
      (await acme.as(acme.ana).calls(tokens.listTokens, {})).items[0]?.lastUsedAt ?? null;
    await acme.as({ token }).calls(signIn.readSession, {});
    await expect.poll(used).not.toBeNull();
    const first = await used();
    await acme.as({ token }).calls(signIn.readSession, {});
    expect(await used()).toBe(first);
  });
});
