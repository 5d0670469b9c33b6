import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import type { LiveMessage, LiveSignal } from "#contract/live.ts";
import { signOut } from "#contract/people.ts";
import { commentOnTicket, saveDraft, updateTicket } from "#contract/tickets.ts";
import { desk, openHouse, type Person, type TestDesk } from "#testkit";

const open: WebSocket[] = [];
afterEach(() => open.splice(0).forEach((socket) => socket.close()));

type Line = {
  heard: LiveMessage[];
  until: (want: (message: LiveMessage) => boolean) => Promise<LiveMessage>;
  say: (signal: LiveSignal) => void;
  closed: Promise<number>;
};

async function listen(acme: TestDesk, who: Person, query = "", url?: string): Promise<Line> {
  const at = (url ?? (await acme.house.url())).replace("http", "ws");
  const headers = { host: acme.host, cookie: `sportello_session=${who.session}` };
  const socket = new WebSocket(`${at}/api/v1/live${query}`, { headers });
  open.push(socket);
  const heard: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    heard.push(JSON.parse((data as Buffer).toString("utf8")) as LiveMessage);
    waiting.forEach((look) => look());
  });
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  socket.on("error", () => undefined);
  const until = (want: (message: LiveMessage) => boolean) =>
    new Promise<LiveMessage>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not heard; only ${JSON.stringify(heard)}`)),
        5000,
      );
      const look = () => {
        const found = heard.find(want);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const line = {
    heard,
    until,
    closed,
    say: (signal: LiveSignal) => socket.send(JSON.stringify(signal)),
  };
  return line;
}

const isEvent = (type: string) => (message: LiveMessage) =>
  message.kind === "event" && message.event.type === type;
const isKind = (kind: LiveMessage["kind"]) => (message: LiveMessage) => message.kind === kind;

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
    open.splice(0).forEach((socket) => socket.close());
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
    const own = { reach: "own", unassigned: false } as const;
    const shy = await acme.user("Shy", { tickets: { view: own, edit: own, delete: own } });
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
