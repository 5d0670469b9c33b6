import { describe, expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { readSession } from "#contract/sign-in.ts";
import {
  endOtherSessions,
  endSession,
  endSessionsOfUser,
  listSessions,
} from "#contract/sessions.ts";
import { openSession } from "#modules/people";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";
import { hangUp, isKind, listen } from "../live/test/line.ts";

/** One more browser of the same person. */
async function another(acme: TestDesk, who: Person, change = {}): Promise<Person> {
  const { db, clock } = acme.house.platform;
  const session = await openSession(db, {
    ...{ deskId: acme.id, userId: who.id, now: clock(), agent: "Firefox/140", ip: "192.0.2.7" },
    ...change,
  });
  return { ...who, session };
}

const enters = async (acme: TestDesk, who: Person) =>
  (await acme.as(who).calls(readSession, {})).refused ?? "in";
const others = async (acme: TestDesk, who: Person) =>
  (await acme.as(who).calls(listSessions, {})).items.filter(({ current }) => !current);

const told = async (acme: TestDesk) =>
  (await acme.events()).map(({ type, ids }) => [type, ids["userId"]]);

describe("my sessions", () => {
  test("are listed with browser, address and times, and the one that asks is marked", async () => {
    const acme = await desk();
    const yesterday = new Date(Date.now() - 86_400_000);
    const laptop = await another(acme, acme.ana, { now: yesterday });
    await another(acme, acme.bo);

    const { items, nextCursor } = await acme.as(acme.ana).calls(listSessions, {});

    expect(nextCursor).toBeNull();
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ current: true, ip: "127.0.0.1" });
    expect(items[1]).toMatchObject({
      agent: "Firefox/140",
      ip: "192.0.2.7",
      startedAt: yesterday.toISOString(),
      lastSeenAt: yesterday.toISOString(),
      current: false,
    });
    expect(JSON.stringify(items)).not.toContain(laptop.session);
  });

  test("come page by page, and those that have ended do not come", async () => {
    const acme = await desk();
    for (const day of [1, 2, 3])
      await another(acme, acme.ana, { now: new Date(Date.UTC(2100, 0, day)) });
    await another(acme, acme.ana, { now: new Date("2020-01-01T00:00:00Z") });

    const first = await acme.as(acme.ana).calls(listSessions, { limit: 3 });
    const cursor = first.nextCursor ?? "";
    const rest = await acme.as(acme.ana).calls(listSessions, { limit: 3, cursor });

    const days = [...first.items, ...rest.items].map(({ startedAt }) => startedAt.slice(0, 10));
    expect(days.slice(0, 3)).toEqual(["2100-01-03", "2100-01-02", "2100-01-01"]);
    expect(days).toHaveLength(4);
    expect(await acme.as(acme.ana).calls(listSessions, { cursor: "nonsense" })).toMatchObject({
      refused: "cursor_invalid",
    });
  });

  test("ended one by one answer 401 at once, and their socket closes", async () => {
    const acme = await desk();
    const phone = await another(acme, acme.ana);
    const line = await listen(acme, phone);
    await line.until(isKind("hello"));
    const [theirs] = await others(acme, acme.ana);

    await acme.as(acme.ana).calls(endSession, { id: theirs?.id ?? "" });

    expect(await enters(acme, phone)).toBe("signed_out");
    // The heartbeat would find it out as well, a quarter of a minute later.
    expect(await told(acme)).toEqual([["user.changed", acme.ana.id]]);
    expect(await line.closed).toBe(4401);
    expect(await enters(acme, acme.ana)).toBe("in");
    hangUp();
  });

  test("of others are not there to be ended", async () => {
    const acme = await desk();
    const [hers] = (await acme.as(acme.ana).calls(listSessions, {})).items;

    const answer = await acme.as(acme.bo).calls(endSession, { id: hers?.id ?? "" });

    expect(answer).toMatchObject({ refused: "session_not_found" });
    expect(await enters(acme, acme.ana)).toBe("in");
  });

  test("end all but this one", async () => {
    const acme = await desk();
    const [phone, laptop] = [await another(acme, acme.ana), await another(acme, acme.ana)];

    await acme.as(acme.ana).calls(endOtherSessions, {});

    expect(await enters(acme, phone)).toBe("signed_out");
    expect(await enters(acme, laptop)).toBe("signed_out");
    expect(await enters(acme, acme.ana)).toBe("in");
    expect(await enters(acme, acme.bo)).toBe("in");
  });

  test("stay when the announcement cannot be written", async () => {
    const acme = await desk();
    const phone = await another(acme, acme.ana);
    await acme.breaks("events");

    expect(await acme.as(acme.ana).calls(endOtherSessions, {})).toMatchObject({ crashed: true });
    expect(await enters(acme, phone)).toBe("in");
  });
});

describe("signing somebody else out everywhere", () => {
  test("ends their sessions and sockets, and is in the audit log", async () => {
    const acme = await desk();
    const phone = await another(acme, acme.ana);
    const line = await listen(acme, acme.ana);
    await line.until(isKind("hello"));

    await acme.as(acme.owner).calls(endSessionsOfUser, { id: acme.ana.id });

    expect(await enters(acme, acme.ana)).toBe("signed_out");
    expect(await enters(acme, phone)).toBe("signed_out");
    expect(await told(acme)).toEqual([["user.changed", acme.ana.id]]);
    expect(await line.closed).toBe(4401);
    const { items } = await acme.as(acme.owner).calls(listAudit, {});
    expect(items).toMatchObject([
      { kind: "user.signedOut", by: { id: acme.owner.id }, subject: { id: acme.ana.id } },
    ]);
    hangUp();
  });

  test("keeps the session that asks, where somebody does it to themselves", async () => {
    const acme = await desk();
    const phone = await another(acme, acme.owner);

    await acme.as(acme.owner).calls(endSessionsOfUser, { id: acme.owner.id });

    expect(await enters(acme, acme.owner)).toBe("in");
    expect(await enters(acme, phone)).toBe("signed_out");
  });

  test("is refused of a Super Admin to those with Account Access only", async () => {
    const acme = await desk();
    const lead = await acme.user("Lea", { accountAccess: true });

    const answer = await acme.as(lead).calls(endSessionsOfUser, { id: acme.owner.id });

    expect(answer).toMatchObject({ refused: "settings_forbidden" });
    expect(await enters(acme, acme.owner)).toBe("in");
  });

  test("finds nobody on another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const answer = await acme.as(acme.owner).calls(endSessionsOfUser, { id: rival.ana.id });
    expect(answer).toMatchObject({ refused: "user_not_found" });
    expect(await rowsOf("select 1 from sessions where user_id = $1", [rival.ana.id])).toHaveLength(
      1,
    );
  });
});
