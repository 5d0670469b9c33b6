import { beforeAll, describe, expect, test } from "vitest";
import * as signIn from "#contract/sign-in.ts";
import * as teams from "#contract/teams.ts";
import * as tokens from "#contract/tokens.ts";
import * as users from "#contract/users.ts";
import { agentRights, hashPassword } from "#modules/people";
import { desk, rowsOf, type TestDesk } from "#testkit";

const password = "four quiet teapots";
let hash = "";
beforeAll(async () => {
  hash = await hashPassword(password);
});

const nobody = "018f0000-0000-7000-8000-000000000000";
const admin = { accountAccess: true };
const superRights = { ...agentRights, superAdmin: true };
const isIn = async (acme: TestDesk, who: TestDesk["ana"]) =>
  !("refused" in (await acme.as(who).calls(signIn.readSession, {})));

/** Nobody can write a user of this desk until it is released: so both have looked before either has written. */
async function holdUsers(acme: TestDesk) {
  const client = await acme.house.database.pool.connect();
  await client.query("begin");
  await client.query("select from users where desk_id = $1 for update", [acme.id]);
  return async (milliseconds: number) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await client.query("commit");
    client.release();
  };
}

describe("users", () => {
  test("are listed by name, page by page, with those invited and deactivated", async () => {
    const acme = await desk();
    await acme.as(acme.owner).calls(users.updateUser, { id: acme.bo.id, state: "deactivated" });
    const first = await acme.as(acme.ana).calls(users.listUsers, { limit: 2 });
    expect(first.items.map(({ name, state }) => [name, state])).toEqual([
      ["Ana", "active"],
      ["Bo", "deactivated"],
    ]);
    const rest = await acme
      .as(acme.ana)
      .calls(users.listUsers, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([rest.items.map(({ name }) => name), rest.nextCursor]).toEqual([["Olga"], null]);
    expect(await acme.as(acme.ana).calls(users.listUsers, { cursor: "eyJ4IjoxfQ" })).toEqual({
      refused: "cursor_invalid",
    });
  });

  test("show their rights to settings only, and never to another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    expect(await acme.as(acme.owner).calls(users.readUser, { id: acme.ana.id })).toMatchObject({
      rights: agentRights,
      secondFactor: false,
    });
    expect(await acme.as(acme.bo).calls(users.readUser, { id: acme.ana.id })).toEqual({
      refused: "settings_forbidden",
    });
    expect(await rival.as(rival.owner).calls(users.readUser, { id: acme.ana.id })).toEqual({
      refused: "user_not_found",
    });
    expect(
      await rival.as(rival.owner).calls(users.updateUser, { id: acme.ana.id, name: "X" }),
    ).toEqual({ refused: "user_not_found" });
  });

  test("lose their sessions when their rights change, and keep them when only the name does", async () => {
    const acme = await desk();
    await acme
      .as(acme.owner)
      .calls(users.updateUser, { id: acme.ana.id, name: "Anna", teamIds: [acme.billing.id] });
    expect(await isIn(acme, acme.ana)).toBe(true);
    await acme.as(acme.owner).calls(users.updateUser, { id: acme.ana.id, rights: agentRights });
    expect(await isIn(acme, acme.ana)).toBe(true);
    await acme.as(acme.owner).calls(users.updateUser, {
      id: acme.ana.id,
      rights: { ...agentRights, serviceSeat: false },
    });
    expect(await isIn(acme, acme.ana)).toBe(false);
    expect((await acme.events()).filter(({ type }) => type === "user.changed")).toHaveLength(3);
  });

  test("lose sessions, tokens and links when deactivated, and come back with their password", async () => {
    const acme = await desk();
    await rowsOf("update users set password_hash = $2 where desk_id = $1 and id = $3", [
      acme.id,
      hash,
      acme.ana.id,
    ]);
    const { token } = await acme
      .as(acme.ana)
      .calls(tokens.createToken, { name: "Bot", scopes: ["tickets.read"] });
    await acme.as(acme.owner).calls(users.updateUser, { id: acme.ana.id, state: "deactivated" });
    expect(await isIn(acme, acme.ana)).toBe(false);
    expect(await acme.as({ token }).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    await acme.as(acme.owner).calls(users.updateUser, { id: acme.ana.id, state: "active" });
    expect(await acme.as({ token }).calls(signIn.readSession, {})).toEqual({
      refused: "signed_out",
    });
    expect(
      await acme.as(null).calls(signIn.signIn, { email: acme.ana.email, password }),
    ).toMatchObject({ user: { state: "active" } });
  });

  test("who never chose a password are invited again, not let in", async () => {
    const acme = await desk();
    const { id } = await acme
      .as(acme.owner)
      .calls(users.inviteUser, { email: `cleo@${acme.host}`, name: "Cleo" });
    await acme.as(acme.owner).calls(users.updateUser, { id, state: "deactivated" });
    expect(
      await acme.as(acme.owner).calls(users.updateUser, { id, state: "active" }),
    ).toMatchObject({ state: "invited" });
  });

  test("who accept their invitation while somebody changes them stay in, under the name they chose", async () => {
    const acme = await desk();
    const invited = { email: `cleo@${acme.host}`, name: "Cleo" };
    const { id } = await acme.as(acme.owner).calls(users.inviteUser, invited);
    const [notice] = await rowsOf<{ text: string }>("select text from notices where desk_id = $1", [
      acme.id,
    ]);
    const token = /token=([\w-]+)/.exec(notice?.text ?? "")?.[1] ?? "";
    const release = await holdUsers(acme);
    const accepting = acme
      .as(null)
      .calls(signIn.acceptInvitation, { token, name: "Cleo Verdi", password });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const changing = acme
      .as(acme.owner)
      .calls(users.updateUser, { id, teamIds: [acme.support.id], rights: superRights });
    await release(300);
    await Promise.all([accepting, changing]);
    expect(await acme.as(acme.owner).calls(users.readUser, { id })).toMatchObject({
      ...{ state: "active", name: "Cleo Verdi", teamIds: [acme.support.id] },
    });
  });

  test("cannot all stop being Super Admin, not even at once", async () => {
    const acme = await desk();
    const second = await acme.user("Sara", { superAdmin: true });
    const resign = (who: TestDesk["ana"]) =>
      acme.as(who).calls(users.updateUser, { id: who.id, rights: agentRights });
    const release = await holdUsers(acme);
    const resigning = Promise.all([resign(acme.owner), resign(second)]);
    await release(300);
    const both = await resigning;
    expect(both.map((one) => one.refused ?? "done").toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "done",
      "last_super_admin",
    ]);
    const [left] = await rowsOf<{ id: string }>(
      "select id from users where desk_id = $1 and super_admin",
      [acme.id],
    );
    const boss = [acme.owner, second].find(({ id }) => id === left?.id) ?? acme.owner;
    expect(
      await acme.as(boss).calls(users.updateUser, { id: boss.id, state: "deactivated" }),
    ).toEqual({ refused: "last_super_admin" });
  });

  test("with Account Access manage colleagues, but make, change or lock out no Super Admin", async () => {
    const acme = await desk();
    const carla = await acme.user("Carla", admin);
    const asCarla = acme.as(carla);
    expect(
      await asCarla.calls(users.updateUser, {
        id: acme.ana.id,
        rights: { ...agentRights, serviceSeat: false },
      }),
    ).toMatchObject({ name: "Ana" });
    const refused = { refused: "settings_forbidden" };
    expect(await asCarla.calls(users.updateUser, { id: acme.bo.id, rights: superRights })).toEqual(
      refused,
    );
    expect(await asCarla.calls(users.updateUser, { id: carla.id, rights: superRights })).toEqual(
      refused,
    );
    expect(
      await asCarla.calls(users.inviteUser, {
        email: "eve@evil.test",
        name: "Eve",
        rights: superRights,
      }),
    ).toEqual(refused);
    expect(
      await asCarla.calls(users.updateUser, { id: acme.owner.id, state: "deactivated" }),
    ).toEqual(refused);
    expect(
      await asCarla.calls(users.updateUser, { id: acme.owner.id, rights: agentRights }),
    ).toEqual(refused);
    for (const change of [{ name: "Nobody" }, { teamIds: [acme.support.id] }])
      expect(await asCarla.calls(users.updateUser, { id: acme.owner.id, ...change })).toEqual(
        refused,
      );
  });

  test("are not put into teams of another desk, nor into none that exists", async () => {
    const [acme, rival] = [await desk(), await desk()];
    for (const id of [rival.support.id, nobody]) {
      expect(
        await acme.as(acme.owner).calls(users.updateUser, { id: acme.ana.id, teamIds: [id] }),
      ).toEqual({ refused: "team_not_found" });
      expect(
        await acme
          .as(acme.owner)
          .calls(users.inviteUser, { email: "a@b.test", name: "A", teamIds: [id] }),
      ).toEqual({ refused: "team_not_found" });
      expect(
        await acme.as(acme.owner).calls(teams.createTeam, { name: "T", memberIds: [rival.ana.id] }),
      ).toEqual({ refused: "user_not_found" });
    }
  });

  test("change nothing when the announcement cannot be written", async () => {
    const acme = await desk();
    await acme.breaks("events");
    expect(
      await acme.as(acme.owner).calls(users.updateUser, { id: acme.ana.id, state: "deactivated" }),
    ).toEqual({ crashed: true });
    expect(await isIn(acme, acme.ana)).toBe(true);
  });
});

describe("teams", () => {
  test("are made, filled, renamed and listed, and told to everybody", async () => {
    const acme = await desk();
    const made = await acme
      .as(acme.owner)
      .calls(teams.createTeam, { name: "Night", memberIds: [acme.ana.id, acme.ana.id] });
    expect(made.memberIds).toEqual([acme.ana.id]);
    const renamed = await acme
      .as(acme.owner)
      .calls(teams.updateTeam, { id: made.id, name: "Nights", memberIds: [acme.bo.id] });
    expect(renamed).toEqual({ id: made.id, name: "Nights", memberIds: [acme.bo.id] });
    const { items } = await acme.as(acme.ana).calls(teams.listTeams, {});
    expect(items.map(({ name }) => name)).toEqual(["Billing", "Nights", "Support"]);
    expect((await acme.events()).filter(({ type }) => type === "team.changed")).toHaveLength(2);
  });

  test("have a name of their own, in any case", async () => {
    const acme = await desk();
    expect(await acme.as(acme.owner).calls(teams.createTeam, { name: "SUPPORT" })).toEqual({
      refused: "name_taken",
    });
    expect(
      await acme.as(acme.owner).calls(teams.updateTeam, { id: acme.billing.id, name: "support" }),
    ).toEqual({ refused: "name_taken" });
  });

  test("are for settings only, and of one desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    expect(await acme.as(acme.ana).calls(teams.createTeam, { name: "Mine" })).toEqual({
      refused: "settings_forbidden",
    });
    expect(await acme.as(acme.ana).calls(teams.deleteTeam, { id: acme.billing.id })).toEqual({
      refused: "settings_forbidden",
    });
    expect(await rival.as(rival.owner).calls(teams.deleteTeam, { id: acme.support.id })).toEqual({
      refused: "team_not_found",
    });
    expect(
      await rival.as(rival.owner).calls(teams.updateTeam, { id: acme.support.id, name: "X" }),
    ).toEqual({ refused: "team_not_found" });
  });

  test("leave their tickets to nobody when they are deleted", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    await rowsOf("update tickets set owner_team_id = $2 where desk_id = $1", [
      acme.id,
      acme.support.id,
    ]);
    await acme.as(acme.owner).calls(teams.deleteTeam, { id: acme.support.id });
    await acme.runJobs();
    expect(await acme.ticketNow(ticket.number)).toMatchObject({ ownerType: null, ownerId: null });
    expect(await acme.as(acme.owner).calls(teams.deleteTeam, { id: acme.support.id })).toEqual({
      refused: "team_not_found",
    });
  });
});
