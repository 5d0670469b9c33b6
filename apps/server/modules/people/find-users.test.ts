import { describe, expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { lookAtInvitation } from "#contract/sign-in.ts";
import { listTeams } from "#contract/teams.ts";
import {
  findUsers,
  inviteUsers,
  revokeInvitation,
  updateUser,
  inviteAgain,
} from "#contract/users.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";

const found = async (acme: TestDesk, asked: object) =>
  (await acme.as(acme.owner).calls(findUsers, asked)).items.map(({ name }) => name);

/** The token of the newest link that was mailed to this address. */
async function linkFor(acme: TestDesk, email: string) {
  const [notice] = await rowsOf<{ text: string }>(
    "select text from notices where desk_id = $1 and to_address = $2 order by id desc limit 1",
    [acme.id, email],
  );
  return /token=([\w-]+)/.exec(notice?.text ?? "")?.[1] ?? "";
}

const opens = async (acme: TestDesk, token: string) =>
  (await acme.as(null).calls(lookAtInvitation, { token })).refused ?? "opens";

describe("users in settings", () => {
  test("are found by pieces of name and address, whatever signs stand in them", async () => {
    const acme = await desk();
    await acme.user("Percy 100%_sure");
    expect(await found(acme, { q: "an" })).toEqual(["Ana"]);
    expect(await found(acme, { q: "OLGA @" })).toEqual(["Olga"]);
    expect(await found(acme, { q: "0%_s" })).toEqual(["Percy 100%_sure"]);
    expect(await found(acme, { q: "nobody" })).toEqual([]);
  });

  test("are found by role, team and state, and by all of these at once", async () => {
    const acme = await desk();
    await acme.user("Lea", { accountAccess: true });
    await acme.user("Sal", { serviceAccess: false, salesAccess: true });
    await acme.user("Zoe", { serviceAccess: false });
    await acme.as(acme.owner).calls(updateUser, { id: acme.bo.id, state: "deactivated" });
    expect(await found(acme, { role: "super_admin" })).toEqual(["Olga"]);
    expect(await found(acme, { role: "account_access" })).toEqual(["Lea", "Olga"]);
    expect(await found(acme, { role: "sales_access" })).toEqual(["Sal"]);
    expect(await found(acme, { role: "none" })).toEqual(["Zoe"]);
    expect(await found(acme, { teamId: acme.support.id })).toEqual(["Ana"]);
    expect(await found(acme, { state: "deactivated" })).toEqual(["Bo"]);
    expect(await found(acme, { state: "active", teamId: acme.billing.id })).toEqual([]);
  });

  test("come page by page, of one desk, to those with the settings right", async () => {
    const [acme] = [await desk(), await desk()];
    const first = await acme.as(acme.owner).calls(findUsers, { limit: 2 });
    const cursor = first.nextCursor ?? "";
    const rest = await acme.as(acme.owner).calls(findUsers, { limit: 2, cursor });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["Ana", "Bo", "Olga"]);
    expect(rest.nextCursor).toBeNull();
    expect(await acme.as(acme.owner).calls(findUsers, { cursor: "x" })).toMatchObject({
      refused: "cursor_invalid",
    });
    expect(await acme.as(acme.ana).calls(findUsers, {})).toMatchObject({
      refused: "settings_forbidden",
    });
  });
});

describe("inviting several at once", () => {
  test("invites the good ones, and refuses each bad one at its place", async () => {
    const acme = await desk();
    const people = [
      "mara.rossi@fiatlux.example",
      "not an address",
      `"Bo Again" <${acme.bo.email}>`,
      "Nora Bianchi <nora@fiatlux.example>",
      "MARA.ROSSI@fiatlux.example",
    ];

    const { items } = await acme
      .as(acme.owner)
      .calls(inviteUsers, { people, teamIds: [acme.support.id] });

    expect(items.map(({ given, user, refused }) => [given, user?.name ?? refused])).toEqual([
      [people[0], "Mara Rossi"],
      [people[1], "not_an_address"],
      [people[2], "email_taken"],
      [people[3], "Nora Bianchi"],
      [people[4], "given_twice"],
    ]);
    expect(await opens(acme, await linkFor(acme, "nora@fiatlux.example"))).toBe("opens");
    const open = await acme.as(acme.owner).calls(findUsers, { state: "invited" });
    expect(open.items.map(({ teamIds, invitation }) => [teamIds, invitation !== null])).toEqual([
      [[acme.support.id], true],
      [[acme.support.id], true],
    ]);
  });

  test("invites nobody into a team that is not there, nor above one's own rights", async () => {
    const acme = await desk();
    const lead = await acme.user("Lea", { accountAccess: true });
    const people = ["x@fiatlux.example"];
    const { rights } = (await acme.as(acme.owner).calls(findUsers, { q: "olga" })).items[0] ?? {};
    expect(
      await acme.as(acme.owner).calls(inviteUsers, { people, teamIds: [acme.bo.id] }),
    ).toMatchObject({ refused: "team_not_found" });
    expect(
      await acme.as(lead).calls(inviteUsers, { people, ...(rights && { rights }) }),
    ).toMatchObject({ refused: "settings_forbidden" });
    expect(await found(acme, { state: "invited" })).toEqual([]);
  });
});

describe("an open invitation", () => {
  const invite = async (acme: TestDesk, email = "mara@fiatlux.example") => {
    const people = [email];
    const given = { people, teamIds: [acme.support.id] };
    const { items } = await acme.as(acme.owner).calls(inviteUsers, given);
    return items[0]?.user?.id ?? "";
  };

  test("that is taken back ends its link and leaves the address free", async () => {
    const acme = await desk();
    const id = await invite(acme);
    const token = await linkFor(acme, "mara@fiatlux.example");

    await acme.as(acme.owner).calls(revokeInvitation, { id });

    expect(await opens(acme, token)).toBe("link_invalid");
    expect(await found(acme, { q: "mara" })).toEqual([]);
    const { items: teams } = await acme.as(acme.owner).calls(listTeams, {});
    expect(teams.flatMap(({ memberIds }) => memberIds)).not.toContain(id);
    const { items } = await acme.as(acme.owner).calls(listAudit, {});
    expect(items[0]).toMatchObject({ kind: "user.invitationRevoked", subject: { id } });
    expect(await invite(acme)).not.toBe("");
  });

  test("cannot be taken back once accepted, by those beneath it, nor on another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const lead = await acme.user("Lea", { accountAccess: true });
    const id = await invite(acme);
    const revoke = (who: typeof lead, user: string) =>
      acme.as(who).calls(revokeInvitation, { id: user });
    expect(await revoke(acme.owner, acme.ana.id)).toMatchObject({ refused: "invitation_accepted" });
    expect(await revoke(acme.owner, rival.ana.id)).toMatchObject({ refused: "user_not_found" });
    await rowsOf("update users set super_admin = true where desk_id = $1 and id = $2", [
      acme.id,
      id,
    ]);
    expect(await revoke(lead, id)).toMatchObject({ refused: "settings_forbidden" });
    expect(await opens(acme, await linkFor(acme, "mara@fiatlux.example"))).toBe("opens");
  });

  test("is not open any more a week later, and again when it is sent again", async () => {
    const acme = await desk();
    const id = await invite(acme);
    await rowsOf("update links set expires_at = now() - interval '1 minute' where desk_id = $1", [
      acme.id,
    ]);
    const open = async () =>
      (await acme.as(acme.owner).calls(findUsers, { q: "mara" })).items[0]?.invitation ?? null;
    expect(await open()).toBeNull();
    await acme.as(acme.owner).calls(inviteAgain, { id });
    expect(await open()).not.toBeNull();
  });

  test("of somebody who was deactivated meanwhile is mailed anew when they are activated", async () => {
    const acme = await desk();
    const id = await invite(acme);
    const token = await linkFor(acme, "mara@fiatlux.example");
    await acme.as(acme.owner).calls(updateUser, { id, state: "deactivated" });
    expect(await opens(acme, token)).toBe("link_invalid");

    const back = await acme.as(acme.owner).calls(updateUser, { id, state: "active" });

    expect(back).toMatchObject({ state: "invited" });
    expect(await opens(acme, await linkFor(acme, "mara@fiatlux.example"))).toBe("opens");
  });
});
