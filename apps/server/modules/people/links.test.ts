import { beforeAll, describe, expect, test } from "vitest";
import * as signIn from "#contract/sign-in.ts";
import * as users from "#contract/users.ts";
import { hashPassword } from "#modules/people";
import { desk, rowsOf, type TestDesk } from "#testkit";

const password = "four quiet teapots";
let hash = "";
beforeAll(async () => {
  hash = await hashPassword(password);
});

/** What the newest mail of the desk says. */
async function newestNotice(acme: TestDesk) {
  const [notice] = await rowsOf<{
    to_address: string;
    subject: string;
    text: string;
    html: string;
  }>(
    "select to_address, subject, text, html from notices where desk_id = $1 order by id desc limit 1",
    [acme.id],
  );
  return { ...notice, token: /token=([\w-]+)/.exec(notice?.text ?? "")?.[1] ?? "" };
}

async function invited(change: { locale?: "it" } = {}) {
  const acme = await desk();
  if (change.locale)
    await rowsOf("update users set locale = $2 where desk_id = $1", [acme.id, change.locale]);
  const email = `Cleo.${acme.host}`.replace(".", "@");
  const user = await acme
    .as(acme.owner)
    .calls(users.inviteUser, { email, name: "Cleo", teamIds: [acme.support.id] });
  return { acme, user, ...(await newestNotice(acme)) };
}

async function forgotten() {
  const acme = await desk();
  await rowsOf("update users set password_hash = $2 where desk_id = $1 and id = $3", [
    acme.id,
    hash,
    acme.ana.id,
  ]);
  await acme.as(null).calls(signIn.askPasswordReset, { email: acme.ana.email });
  return { acme, ...(await newestNotice(acme)) };
}

/** Everything that is not the token, but might be taken for it. */
const notTokens = (token: string, other: string) => [
  ["", "link_invalid"],
  ["null", "link_invalid"],
  [token.toUpperCase(), "link_invalid"],
  [token.slice(0, -1), "link_invalid"],
  [`${token} `, "link_invalid"],
  [other, "link_invalid"],
  [null, "invalid_input"],
  [[token], "invalid_input"],
  [{ token }, "invalid_input"],
];

describe("an invitation", () => {
  test("is mailed in the words of the one who invites, with a link that works once", async () => {
    const { acme, user, subject, text, token } = await invited();
    expect(user).toMatchObject({
      state: "invited",
      teamIds: [acme.support.id],
      rights: { serviceAccess: true, superAdmin: false },
    });
    expect([subject, text]).toEqual([
      "Olga invites you to Acme",
      expect.stringContaining("http://desk.test/invitation?token="),
    ]);
    expect(await acme.jobs("mail.sendNotice")).toHaveLength(1);
    expect(await acme.as(null).calls(signIn.lookAtInvitation, { token })).toEqual({
      email: user.email,
      name: "Cleo",
      deskName: "Acme",
    });
    const accept = { token, name: "Cleo Neri", password, locale: "it" as const };
    expect(await acme.as(null).calls(signIn.acceptInvitation, accept)).toMatchObject({
      user: { id: user.id, name: "Cleo Neri", state: "active" },
      preferences: { locale: "it" },
    });
    expect(await acme.as(null).calls(signIn.acceptInvitation, accept)).toEqual({
      refused: "link_invalid",
    });
    expect(await acme.as(null).calls(signIn.signIn, { email: user.email, password })).toMatchObject(
      { user: { id: user.id } },
    );
  });

  test("speaks Italian where the one who invites does", async () => {
    const { subject, text, html } = await invited({ locale: "it" });
    expect(subject).toBe("Olga ti invita in Acme");
    expect(
      [text, html].every((words) => words?.includes("Scegli una password e puoi cominciare.")),
    ).toBe(true);
  });

  test("is opened by nothing but its token", async () => {
    const { acme, token } = await invited();
    const rival = await forgotten();
    const send = (given: unknown) =>
      acme.house.app.inject({
        method: "POST",
        url: "/api/v1/invitations/look",
        headers: { host: acme.host },
        payload: { token: given },
      });
    for (const [given, code] of notTokens(token, rival.token))
      expect((await send(given)).json()).toMatchObject({ code });
    expect(await rival.acme.as(null).calls(signIn.lookAtInvitation, { token })).toEqual({
      refused: "link_invalid",
    });
    expect(await acme.as(null).calls(signIn.resetPassword, { token, password })).toEqual({
      refused: "link_invalid",
    });
    expect(await acme.as(null).calls(signIn.lookAtInvitation, { token })).toHaveProperty("email");
  });

  test("ends after a week, and when it is sent again", async () => {
    const { acme, user, token } = await invited();
    await acme.as(acme.owner).calls(users.inviteAgain, { id: user.id });
    const fresh = await newestNotice(acme);
    expect(await acme.as(null).calls(signIn.lookAtInvitation, { token })).toEqual({
      refused: "link_invalid",
    });
    expect(
      await acme.as(null).calls(signIn.lookAtInvitation, { token: fresh.token }),
    ).toMatchObject({ name: "Cleo" });
    await rowsOf("update links set expires_at = now() - interval '1 second' where desk_id = $1", [
      acme.id,
    ]);
    expect(
      await acme
        .as(null)
        .calls(signIn.acceptInvitation, { token: fresh.token, name: "C", password }),
    ).toEqual({ refused: "link_invalid" });
  });

  test("stays good when the password is too weak, and lets one of two through at once", async () => {
    const { acme, token } = await invited();
    const accept = (secret: string) =>
      acme.as(null).calls(signIn.acceptInvitation, { token, name: "Cleo", password: secret });
    for (const weak of ["short", "password123", "aaaaaaaaaaaa", "1212121212", `cleo@${acme.host}`])
      expect(await accept(weak)).toEqual({ refused: "password_weak" });
    const both = await Promise.all([accept(password), accept("five loud kettles")]);
    expect(both.filter((one) => one.refused === "link_invalid")).toHaveLength(1);
  });

  test("is refused for an address that somebody has, in any case", async () => {
    const acme = await desk();
    const again = { email: acme.bo.email.toUpperCase(), name: "Bo" };
    expect(await acme.as(acme.owner).calls(users.inviteUser, again)).toMatchObject({
      refused: "email_taken",
    });
    expect(await acme.as(acme.owner).calls(users.inviteAgain, { id: acme.bo.id })).toEqual({
      refused: "invitation_accepted",
    });
  });
});

describe("a forgotten password", () => {
  test("is reset by a mailed link, which ends every session", async () => {
    const { acme, token, text } = await forgotten();
    expect(text).toContain("http://desk.test/reset-password?token=");
    await acme.as(null).calls(signIn.resetPassword, { token, password: "five loud kettles" });
    expect(await acme.as(acme.ana).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    expect(await acme.as(null).calls(signIn.signIn, { email: acme.ana.email, password })).toEqual({
      refused: "sign_in_failed",
    });
    expect(
      await acme
        .as(null)
        .calls(signIn.signIn, { email: acme.ana.email, password: "five loud kettles" }),
    ).toHaveProperty("user");
    expect(await acme.as(null).calls(signIn.resetPassword, { token, password })).toEqual({
      refused: "link_invalid",
    });
  });

  test("waits for whoever changes the user at that moment, and finds its link gone", async () => {
    const { acme, token } = await forgotten();
    const client = await acme.house.database.pool.connect();
    await client.query("begin");
    await client.query("select 1 from users where desk_id = $1 and id = $2 for no key update", [
      acme.id,
      acme.ana.id,
    ]);
    const backend = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const resetting = acme
      .as(null)
      .calls(signIn.resetPassword, { token, password: "six loud kettles" });
    await expect
      .poll(() =>
        rowsOf("select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", [
          backend.rows[0]?.pid,
        ]),
      )
      .not.toEqual([]);

    await client.query("delete from links where desk_id = $1 and user_id = $2", [
      acme.id,
      acme.ana.id,
    ]);
    await client.query("commit");
    client.release();

    expect(await resetting).toMatchObject({ refused: "link_invalid" });
  });

  test("tells nobody which addresses are known: same answer, same time, no mail", async () => {
    const { acme } = await forgotten();
    const ask = async (email: string) => {
      const began = performance.now();
      const answer = await acme.house.app.inject({
        method: "POST",
        url: "/api/v1/password-resets",
        headers: { host: acme.host },
        payload: { email },
      });
      return { status: answer.statusCode, body: answer.body, spent: performance.now() - began };
    };
    const [known, unknown] = [await ask(acme.ana.email), await ask("nobody@acme.test")];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(Math.min(known.spent, unknown.spent)).toBeGreaterThan(140);
    expect(
      await rowsOf("select 1 from notices where desk_id = $1 and to_address <> $2", [
        acme.id,
        acme.ana.email,
      ]),
    ).toEqual([]);
  });

  test("is asked for three times an hour at most for one account", async () => {
    const { acme } = await forgotten();
    const ask = () => acme.as(null).calls(signIn.askPasswordReset, { email: acme.ana.email });
    expect([await ask(), await ask()]).toEqual([null, null]);
    expect(await ask()).toMatchObject({ refused: "too_many_attempts" });
    expect(await rowsOf("select 1 from links where desk_id = $1", [acme.id])).toHaveLength(1);
  });

  test("is opened by nothing but its token", async () => {
    const { acme, token } = await forgotten();
    const rival = await invited();
    const send = (given: unknown) =>
      acme.house.app.inject({
        method: "POST",
        url: "/api/v1/password-resets/redeem",
        headers: { host: acme.host },
        payload: { token: given, password },
      });
    for (const [given, code] of notTokens(token, rival.token))
      expect((await send(given)).json()).toMatchObject({ code });
    await rowsOf("update users set state = 'deactivated' where desk_id = $1 and id = $2", [
      acme.id,
      acme.ana.id,
    ]);
    expect((await send(token)).json()).toMatchObject({ code: "link_invalid" });
  });
});
