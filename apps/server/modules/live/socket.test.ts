import { afterEach, describe, expect, test, vi } from "vitest";
import type { LiveMessage, LiveSignal } from "#contract/live.ts";
import { deleteTeam, updateTeam } from "#contract/teams.ts";
import { signOut } from "#contract/sign-in.ts";
import { deleteTicket, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { saveDraft } from "#contract/drafts.ts";
import { desk, openHouse } from "#testkit";
import { hangUp, isEvent, isKind, type Line, listen, ownOnly } from "./test/line.ts";

afterEach(() => {
  vi.useRealTimers();
  hangUp();
});

/** Whom this line is told of when it comes to the ticket anew. */
async function seenNow(line: Line, here: LiveSignal & { kind: "presence" }): Promise<string[]> {
  const from = line.heard.length;
  line.say({ ...here, ticketNumber: null });
  line.say(here);
  const told = await line.until(
    (message) => message.kind === "presence" && line.heard.indexOf(message) >= from,
  );
  return told.kind === "presence" ? told.people.map(({ userId }) => userId) : [];
}

/** Where in the log a message stands: by its transaction first, as the log is read. */
function placeIn(message: LiveMessage): bigint {
  const cursor =
    message.kind === "event" ? message.event.cursor : "cursor" in message ? message.cursor : "";
  const [, xid = "", seq = ""] = cursor?.split(".") ?? [];
  return BigInt(xid) * 10n ** 15n + BigInt(seq);
}

/** A busy machine answers late. */
const patient = { timeout: 10_000 };

describe("the live socket", () => {
  test("tells a colleague's comment to everybody who may see the ticket", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const bo = await listen(acme, acme.bo);
    await bo.until(isKind("hello"));

    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Look here.</p>" });

    expect(await bo.until(isEvent("ticket.commented"))).toMatchObject({
      event: { byUserId: acme.ana.id, ids: { ticketNumber: number } },
    });
  });

  test("hears from another process of the same database", async () => {
    const acme = await desk();
    const other = await openHouse();
    const { number } = await acme.ticket();
    const bo = await listen(acme, acme.bo, "", await other.url());
    await bo.until(isKind("hello"));

    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>From next door.</p>" });

    await bo.until(isEvent("ticket.commented"));
    await other.close();
  });

  test("tells what was missed since the last cursor", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const before = await listen(acme, acme.bo);
    const hello = await before.until(isKind("hello"));
    hangUp();
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>While you slept.</p>" });

    const after = await listen(
      acme,
      acme.bo,
      `?after=${hello.kind === "hello" ? hello.cursor : ""}`,
    );

    await after.until(isEvent("ticket.commented"));
    const strange = await listen(acme, acme.bo, "?after=00000000.1.0");
    await strange.until(isKind("resync"));
  });

  test("says nothing of tickets that one may not see, and when one loses sight of it", async () => {
    const acme = await desk();
    const shy = await acme.user("Shy", ownOnly);
    const [hers, secret] = [await acme.ticket(), await acme.ticket()];
    const give = (number: number, ownerId: string) =>
      acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId });
    await give(hers.number, shy.id);
    const line = await listen(acme, shy);
    await line.until(isKind("hello"));

    await acme
      .as(acme.ana)
      .calls(commentOnTicket, { number: secret.number, html: "<p>Quiet.</p>" });
    await give(hers.number, acme.bo.id);

    expect(await line.until(isKind("hidden"))).toEqual({
      kind: "hidden",
      ticketNumber: hers.number,
    });
    expect(JSON.stringify(line.heard)).not.toContain(`${secret.number}`);
  });

  test("shows who else has the ticket open and what they do, until they leave", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const [ana, bo] = [await listen(acme, acme.ana), await listen(acme, acme.bo)];
    await Promise.all([ana.until(isKind("hello")), bo.until(isKind("hello"))]);
    ana.say({ kind: "presence", ticketNumber: number, doing: "viewing" });
    bo.say({ kind: "presence", ticketNumber: number, doing: "replying" });

    const seesBo = (message: LiveMessage) =>
      message.kind === "presence" &&
      message.people.some(({ userId, doing }) => userId === acme.bo.id && doing === "replying");
    await ana.until(seesBo);
    bo.say({ kind: "presence", ticketNumber: null, doing: "viewing" });

    const from = ana.heard.findIndex(seesBo);
    await ana.until(
      (message) =>
        ana.heard.indexOf(message) > from &&
        message.kind === "presence" &&
        message.people.length === 0,
    );
  });

  test("keeps who reads in silence for as long as their line says that they are there", async () => {
    let ahead = 0;
    const held = await openHouse({}, () => new Date(Date.now() + ahead));
    const acme = await desk({ at: held });
    const { number } = await acme.ticket();
    const here = { kind: "presence", ticketNumber: number, doing: "viewing" } as const;
    const [ana, bo] = [await listen(acme, acme.ana), await listen(acme, acme.bo)];
    await Promise.all([ana.until(isKind("hello")), bo.until(isKind("hello"))]);
    ana.say(here);
    await expect.poll(() => seenNow(bo, here), patient).toEqual([acme.ana.id]);

    ahead = 30_000;
    ana.say({ kind: "ping" });
    ahead = 60_000;
    await expect.poll(() => seenNow(bo, here), patient).toEqual([acme.ana.id]);
    // On a slow machine the line may have said so once more by then: each look is later than that.
    const seenLater = () => {
      ahead += 40_000;
      return seenNow(bo, here);
    };
    await expect.poll(seenLater, patient).toEqual([]);
    await held.close();
  });

  test("tells those who could see a ticket that it was deleted, and nobody else its number", async () => {
    const acme = await desk();
    const [shy, sid] = [await acme.user("Shy", ownOnly), await acme.user("Sid", ownOnly)];
    const { number } = await acme.ticket();
    const give = { number, ownerType: "user" as const, ownerId: shy.id };
    await acme.as(acme.owner).calls(updateTicket, give);
    const [hers, his] = [await listen(acme, shy), await listen(acme, sid)];
    await Promise.all([hers.until(isKind("hello")), his.until(isKind("hello"))]);

    await acme.as(acme.owner).calls(deleteTicket, { number });
    await acme.as(acme.owner).calls(updateTeam, { id: acme.support.id, name: "Last" });

    expect(await hers.until(isKind("hidden"))).toEqual({ kind: "hidden", ticketNumber: number });
    await his.until(isEvent("team.changed"));
    expect(his.heard.some(isKind("hidden"))).toBe(false);
  });

  test("reads rights again for those who come into a team or were in it, not for the whole desk", async () => {
    const acme = await desk();
    const [ana, bo] = [await listen(acme, acme.ana), await listen(acme, acme.bo)];
    await Promise.all([ana.until(isKind("hello")), bo.until(isKind("hello"))]);
    const change = (memberIds: string[], name = "Billing") =>
      acme.as(acme.owner).calls(updateTeam, { id: acme.billing.id, name, memberIds });
    const sessions = ({ heard }: Line) => heard.filter(isKind("session")).length;

    await change([acme.bo.id], "Accounts");
    await change([acme.bo.id, acme.ana.id]);
    await ana.until(isKind("session"));
    await bo.until((message) => bo.heard.filter(isEvent("team.changed")).indexOf(message) === 1);
    expect([sessions(ana), sessions(bo)]).toEqual([1, 0]);

    await acme.as(acme.owner).calls(deleteTeam, { id: acme.billing.id });
    await Promise.all([ana, bo].map((line) => line.until(isEvent("team.deleted"))));
    expect([sessions(ana), sessions(bo)]).toEqual([2, 1]);
  });

  test("says where the log stands, also to those who see nothing of what happens", async () => {
    const acme = await desk();
    const shy = await acme.user("Shy", ownOnly);
    const { number } = await acme.ticket();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const [line, bo] = [await listen(acme, shy), await listen(acme, acme.bo)];
    const hello = await line.until(isKind("hello"));
    await bo.until(isKind("hello"));
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Quiet.</p>" });
    const told = await bo.until(isEvent("ticket.commented"));

    vi.advanceTimersByTime(15_000);

    const beat = await line.until(isKind("beat"));
    expect(line.heard).toEqual([hello, beat]);
    // Other desks write into the same log meanwhile.
    expect(placeIn(beat)).toBeGreaterThanOrEqual(placeIn(told));
  });

  test("gives up a line at whose other end nobody answers", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const dead = await listen(acme, acme.ana, "", undefined, { autoPong: false });
    const alive = await listen(acme, acme.bo);
    await Promise.all([dead.until(isKind("hello")), alive.until(isKind("hello"))]);

    vi.advanceTimersByTime(15_000);
    await alive.until(isKind("beat"));
    // Its answer to the ping came before its answer to this.
    await seenNow(alive, { kind: "presence", ticketNumber: number, doing: "viewing" });
    vi.advanceTimersByTime(15_000);

    expect(await dead.closed).toBe(1006);
    await alive.until((message) => alive.heard.filter(isKind("beat")).indexOf(message) === 1);
  });

  test("tells my other tabs of my draft, and nobody else", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const [mine, bo] = [await listen(acme, acme.ana), await listen(acme, acme.bo)];
    await Promise.all([mine.until(isKind("hello")), bo.until(isKind("hello"))]);

    await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Dear Mara</p>" });
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Done.</p>" });

    await mine.until(isKind("draft"));
    await bo.until(isEvent("ticket.commented"));
    expect(bo.heard.some(isKind("draft"))).toBe(false);
  });

  test("ends with the session, and never opens for a stranger or another site", async () => {
    const acme = await desk();
    const line = await listen(acme, acme.bo);
    await line.until(isKind("hello"));
    await acme.as(acme.bo).calls(signOut, {});
    expect(await line.closed).toBe(4401);

    const stranger = await listen(acme, { ...acme.ana, session: "sps_" });
    expect(await stranger.closed).toBe(1006);
  });
});
