/** What an open line loses with the right to it, and how much one may ask of it. */
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { LiveMessage, LiveSignal } from "#contract/live.ts";
import { createToken, revokeToken } from "#contract/tokens.ts";
import { updateUser } from "#contract/users.ts";
import { shareTicket, unshareTicket } from "#contract/access.ts";
import { updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { desk, type TestDesk } from "#testkit";
import { hangUp, isEvent, isKind, type Line, listen, ownOnly } from "./test/line.ts";

afterEach(hangUp);

const on = (ticketNumber: number): LiveSignal => ({
  kind: "presence",
  ticketNumber,
  doing: "viewing",
});
const sees = (userId: string) => (message: LiveMessage) =>
  message.kind === "presence" && message.people.some((one) => one.userId === userId);
const isAlone = (message: LiveMessage) =>
  message.kind === "presence" && message.people.length === 0;
const after = (line: Line, from: number, want: (message: LiveMessage) => boolean) =>
  line.until((message) => line.heard.indexOf(message) >= from && want(message));
const lastEvent = (acme: TestDesk, number: number) =>
  acme.as(acme.owner).calls(commentOnTicket, { number, id: randomUUID(), html: "<p>Last.</p>" });

describe("who loses a right while their line is open", () => {
  test("is no longer on the ticket, and hears nothing of who is", async () => {
    const acme = await desk();
    const shy = await acme.user("Shy", ownOnly);
    const { number } = await acme.ticket();
    const give = (ownerId: string) =>
      acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId });
    await give(shy.id);
    const [hers, bos] = [await listen(acme, shy), await listen(acme, acme.bo)];
    await Promise.all([hers.until(isKind("hello")), bos.until(isKind("hello"))]);
    hers.say(on(number));
    bos.say(on(number));
    await Promise.all([hers.until(sees(acme.bo.id)), bos.until(sees(shy.id))]);

    const seen = bos.heard.findIndex(sees(shy.id));
    await give(acme.bo.id);
    await hers.until(isKind("hidden"));
    await after(bos, seen, isAlone);
    bos.say({ kind: "presence", ticketNumber: number, doing: "replying" });
    const ana = await listen(acme, acme.ana);
    await ana.until(isKind("hello"));
    ana.say(on(number));
    await ana.until(sees(acme.bo.id));
    const from = hers.heard.findIndex(isKind("hidden"));
    expect(hers.heard.slice(from).filter(isKind("presence"))).toEqual([]);
  });

  test("through a colleague's teams hears nothing more of that colleague's tickets", async () => {
    const acme = await desk();
    const team = { reach: "team", unassigned: false } as const;
    const tickets = { view: team, edit: team, delete: team };
    const mate = await acme.user("Mate", { tickets }, [acme.support.id]);
    const { number } = await acme.ticket();
    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: acme.ana.id });
    const [line, bos] = [await listen(acme, mate), await listen(acme, acme.bo)];
    await Promise.all([line.until(isKind("hello")), bos.until(isKind("hello"))]);

    await acme.as(acme.owner).calls(updateUser, { id: acme.ana.id, teamIds: [] });
    await lastEvent(acme, number);
    await Promise.all([bos.until(isEvent("ticket.commented")), line.until(isKind("session"))]);
    expect(line.heard.some(isEvent("ticket.commented"))).toBe(false);
    const told = (await acme.events()).filter(({ type }) => type === "team.changed");
    expect(told).toEqual([{ type: "team.changed", ids: { teamId: acme.support.id } }]);
  });

  test("by a revoked token loses the line, and no other", async () => {
    const acme = await desk();
    const ask = { name: "display", scopes: ["tickets.read" as const] };
    const { id, token } = await acme.as(acme.bo).calls(createToken, ask);
    const [line, own] = [await listen(acme, { token }), await listen(acme, acme.bo)];
    await Promise.all([line.until(isKind("hello")), own.until(isKind("hello"))]);

    await acme.as(acme.bo).calls(revokeToken, { id });

    expect(await line.closed).toBe(4401);
    await own.until(isEvent("user.changed"));
  });
});

describe("H115: who has a ticket shared with them while their line is open", () => {
  test.each(["user", "team"] as const)("hears of it at once, by %s, and of its end", async (by) => {
    const acme = await desk();
    const shy = await acme.user("Shy", ownOnly, [acme.support.id]);
    const { number } = await acme.ticket();
    const id = by === "user" ? shy.id : acme.support.id;
    const line = await listen(acme, shy);
    await line.until(isKind("hello"));

    await acme.as(acme.ana).calls(shareTicket, { number, id });
    await line.until(isEvent("ticket.shared"));
    await lastEvent(acme, number);
    await line.until(isEvent("ticket.commented"));
    await acme.as(acme.ana).calls(unshareTicket, { number, id });
    await line.until(isKind("hidden"));

    await lastEvent(acme, number);
    const mine = await acme.ticket();
    await acme.as(acme.owner).calls(updateTicket, { number: mine.number, ownerId: shy.id });
    await line.until(isEvent("ticket.updated"));
    expect(line.heard.filter(isEvent("ticket.commented"))).toHaveLength(1);
    expect(line.heard.filter(isKind("session"))).toEqual([]);
  });
});

describe("who asks too much of a line", () => {
  test("loses it: by more signals than anybody's hands give", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const line = await listen(acme, acme.bo);
    await line.until(isKind("hello"));
    for (let turn = 0; turn < 300; turn++) line.say(on(number));
    expect(await line.closed).toBe(4429);
  });

  test("loses it: by a signal larger than any of ours", async () => {
    const acme = await desk();
    const line = await listen(acme, acme.bo);
    await line.until(isKind("hello"));
    line.say({ kind: "ping", more: "x".repeat(5000) } as LiveSignal);
    expect(await line.closed).toBe(1009);
  });

  test("opens no more of them, while colleagues do", async () => {
    const acme = await desk();
    const lines = await Promise.all(Array.from({ length: 101 }, () => listen(acme, acme.bo)));
    expect(await Promise.race(lines.map(({ closed }) => closed))).toBe(4429);
    await (await listen(acme, acme.ana)).until(isKind("hello"));
    hangUp();
    await Promise.all(lines.map(({ closed }) => closed));
    await (await listen(acme, acme.bo)).until(isKind("hello"));
  });
});
