import { describe, expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { createChannel, updateChannel } from "#contract/channels.ts";
import { changePassword } from "#contract/me.ts";
import { createTeam, updateTeam } from "#contract/teams.ts";
import { createToken, revokeToken } from "#contract/tokens.ts";
import { inviteUser, readUser, updateUser } from "#contract/users.ts";
import { signIn } from "#contract/sign-in.ts";
import { agentRights, hashPassword } from "#modules/people";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";

const log = async (acme: TestDesk, asked: Parameters<typeof listed>[1] = {}) =>
  (await listed(acme, asked)).items;
const listed = (
  acme: TestDesk,
  asked: {
    userId?: string;
    kind?: "team.created";
    limit?: number;
    cursor?: string;
    from?: string;
    until?: string;
  },
) => acme.as(acme.owner).calls(listAudit, asked);

async function withPassword(acme: TestDesk, who: Person, password: string) {
  await rowsOf("update users set password_hash = $2 where id = $1", [
    who.id,
    await hashPassword(password),
  ]);
}

describe("the audit log", () => {
  test("S5: says who took whose seat, when, from where, with both values", async () => {
    const acme = await desk();
    const rights = { ...agentRights, serviceSeat: false };

    await acme.as(acme.owner).calls(updateUser, { id: acme.ana.id, rights });

    const [entry] = await log(acme);
    expect(entry).toMatchObject({
      kind: "user.changed",
      by: { id: acme.owner.id, name: "Olga" },
      byToken: false,
      ip: "127.0.0.1",
      subject: { id: acme.ana.id, name: "Ana" },
      changes: [{ field: "rights.serviceSeat", before: true, after: false }],
    });
    expect(entry?.agent).not.toBe("");
  });

  test("names the teams and members that change, not their numbers", async () => {
    const acme = await desk();
    await acme.as(acme.owner).calls(updateUser, { id: acme.bo.id, teamIds: [acme.support.id] });
    await acme.as(acme.owner).calls(updateTeam, { id: acme.support.id, memberIds: [acme.ana.id] });
    expect((await log(acme)).map(({ changes }) => changes)).toEqual([
      [{ field: "members", before: ["Ana", "Bo"], after: ["Ana"] }],
      [{ field: "teams", before: ["Billing"], after: ["Support"] }],
    ]);
  });

  test("says nothing of what was saved as it was", async () => {
    const acme = await desk();
    await acme.as(acme.owner).calls(updateTeam, { id: acme.support.id, name: "Support" });
    expect(await log(acme)).toEqual([]);
  });

  test("keeps no change without its entry, and no entry without its change", async () => {
    const acme = await desk();
    await acme.breaks("audit_entries");
    expect(await acme.as(acme.owner).calls(updateUser, { id: acme.bo.id, name: "Robert" })).toEqual(
      {
        crashed: true,
      },
    );
    await acme.mends();
    expect(await acme.as(acme.owner).calls(readUser, { id: acme.bo.id })).toMatchObject({
      name: "Bo",
    });
    await acme.as(acme.owner).calls(createTeam, { name: "Support" });
    expect(await log(acme)).toEqual([]);
  });

  test("says that a program did it, and of its token all but the token", async () => {
    const acme = await desk();
    const wanted = { name: "Shop", scopes: ["settings.write" as const] };
    const { token, id } = await acme.as(acme.owner).calls(createToken, wanted);
    await acme.as({ token }).calls(createTeam, { name: "Night" });
    await acme.as(acme.owner).calls(revokeToken, { id });

    const entries = await log(acme);
    expect(entries.map(({ kind, byToken }) => [kind, byToken])).toEqual([
      ["token.revoked", false],
      ["team.created", true],
      ["token.created", false],
    ]);
    expect(JSON.stringify(entries)).not.toContain(token.slice(0, 12));
  });

  test("holds no password, neither a person's nor a mailbox's", async () => {
    const acme = await desk();
    await withPassword(acme, acme.ana, "four quiet teapots");
    const change = { current: "four quiet teapots", password: "seven slow tramways" };
    await acme.as(acme.ana).calls(changePassword, change);
    await acme.as(acme.owner).calls(createChannel, { address: "help@x.example" });
    await acme.as(acme.owner).calls(updateChannel, { id: acme.channel.id, name: "Front desk" });

    const entries = await log(acme);
    expect(entries.map(({ kind, subject }) => [kind, subject?.name])).toEqual([
      ["channel.changed", "Front desk"],
      ["channel.connected", "help@x.example"],
      ["password.changed", "Ana"],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/teapots|tramways/);
  });

  test("tells once of a sign-in that was stopped, however long it goes on", async () => {
    const acme = await desk();
    const tries = { email: acme.ana.email, password: "wrong" };
    for (let times = 0; times < 13; times++) await acme.as(null).calls(signIn, tries);
    expect(await log(acme)).toMatchObject([
      { kind: "signIn.limited", by: null, subject: { id: null, name: acme.ana.email } },
    ]);
  });

  test("is filtered by person, kind and time, and read page by page", async () => {
    const acme = await desk();
    const carla = await acme.user("Carla", { accountAccess: true });
    for (const name of ["A", "B", "C"]) await acme.as(carla).calls(createTeam, { name });
    await acme.as(acme.owner).calls(inviteUser, { name: "Dora", email: `dora@${acme.host}` });

    const first = await listed(acme, { userId: carla.id, limit: 2 });
    const rest = await listed(acme, { userId: carla.id, limit: 2, cursor: first.nextCursor ?? "" });
    const names = [...first.items, ...rest.items].map(({ subject }) => subject?.name);
    expect(new Set(names)).toEqual(new Set(["A", "B", "C"]));
    expect(names).toHaveLength(3);
    expect(rest.nextCursor).toBeNull();
    expect(await log(acme, { kind: "team.created" })).toHaveLength(3);
    const [past, future] = ["2001-01-01T00:00:00Z", "2999-01-01T00:00:00Z"];
    expect(await log(acme, { from: past, until: future })).toHaveLength(4);
    expect([...(await log(acme, { from: future })), ...(await log(acme, { until: past }))]).toEqual(
      [],
    );
  });

  test("is read by Super Admin and Account Access only, each desk its own", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const carla = await acme.user("Carla", { accountAccess: true });
    await acme.as(carla).calls(createTeam, { name: "Night" });
    expect(await acme.as(acme.ana).calls(listAudit, {})).toEqual({ refused: "settings_forbidden" });
    expect((await acme.as(carla).calls(listAudit, {})).items).toHaveLength(1);
    expect(await log(rival)).toEqual([]);
  });

  test("cannot be changed or shortened, not even by a statement", async () => {
    const acme = await desk();
    await acme.as(acme.owner).calls(createTeam, { name: "Night" });
    for (const statement of ["update audit_entries set ip = ''", "delete from audit_entries"])
      await expect(rowsOf(`${statement} where desk_id = $1`, [acme.id])).rejects.toThrow(
        "the audit log is never changed",
      );
    expect(await log(acme)).toHaveLength(1);
  });
});
