import { describe, expect, test } from "vitest";
import { createContact } from "#contract/contacts.ts";
import { listTickets, markRead, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { saveDraft } from "#contract/drafts.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { listViews } from "#contract/views.ts";
import { randomUUID } from "node:crypto";
import { desk, type Person, type TestDesk } from "#testkit";

const numbers = async (acme: TestDesk, who: Person, ask: object = {}) =>
  (await acme.as(who).calls(listTickets, ask)).items.map(({ number }) => number);

const counts = async (acme: TestDesk, who: Person) => {
  const { items } = await acme.as(who).calls(listViews, {});
  return Object.fromEntries(items.map(({ id, count, unread }) => [id, [count, unread]]));
};

async function shelf(acme: TestDesk) {
  const [free, mine, shut] = [await acme.ticket(), await acme.ticket(), await acme.ticket()];
  const ana = acme.as(acme.ana);
  await ana.calls(updateTicket, { number: mine.number, ownerId: acme.ana.id });
  const { items } = await ana.calls(listPipelines, {});
  const closed = items[0]?.statuses.find(({ kind }) => kind === "closed");
  await ana.calls(updateTicket, { number: shut.number, statusId: closed?.id ?? "" });
  await ana.calls(saveDraft, { number: free.number, html: "<p>Hm</p>" });
  return { free: free.number, mine: mine.number, shut: shut.number };
}

describe("the views", () => {
  test("each hold what their name says, newest first", async () => {
    const acme = await desk();
    const { free, mine, shut } = await shelf(acme);

    expect(await numbers(acme, acme.ana)).toEqual([shut, mine, free]);
    expect(await numbers(acme, acme.ana, { view: "unassigned" })).toEqual([free]);
    expect(await numbers(acme, acme.ana, { view: "mine" })).toEqual([mine]);
    expect(await numbers(acme, acme.ana, { view: "open" })).toEqual([mine, free]);
    expect(await numbers(acme, acme.ana, { view: "closed" })).toEqual([shut]);
    expect(await numbers(acme, acme.ana, { view: "drafts" })).toEqual([free]);
    expect(await numbers(acme, acme.bo, { view: "mine" })).toEqual([]);
    expect(await numbers(acme, acme.ana, { view: "open", sort: "oldest" })).toEqual([free, mine]);
  });

  test("count their tickets and the unread ones among them", async () => {
    const acme = await desk();
    const { free } = await shelf(acme);

    expect(await counts(acme, acme.ana)).toEqual({
      ...{
        unassigned: [1, 1],
        mine: [1, 1],
        team: [0, 0],
        open: [2, 2],
        drafts: [1, 1],
        closed: [1, 0],
      },
      ...{ mentions: [0, 0], following: [1, 1] },
    });
    await acme.as(acme.ana).calls(markRead, { number: free });
    expect(await counts(acme, acme.ana)).toMatchObject({ unassigned: [1, 0], open: [2, 1] });
    expect(await counts(acme, acme.bo)).toMatchObject({ unassigned: [1, 1], mine: [0, 0] });
  });

  test("S5: are only My mentions, Following, All open and Drafts without a seat, until it is given back", async () => {
    const acme = await desk();
    const cy = await acme.user("Cy", { serviceSeat: false });

    expect(Object.keys(await counts(acme, cy))).toEqual([
      ...["mentions", "following", "open", "drafts"],
    ]);
    const refused = { refused: "seat_needed" };
    expect(await acme.as(cy).calls(listTickets, { view: "mine" })).toEqual(refused);
    expect(await acme.as(acme.ana).calls(listTickets, { view: "nope" })).toEqual({
      refused: "view_not_found",
    });
  });

  test("S7: never show more than one may see", async () => {
    const acme = await desk();
    const { free, mine } = await shelf(acme);
    const own = { reach: "own", unassigned: false } as const;
    const team = { reach: "team", unassigned: true } as const;
    const only = { tickets: { view: own, edit: own, delete: own } };
    const cy = await acme.user("Cy", only);
    const mate = { tickets: { view: team, edit: team, delete: team } };
    const dee = await acme.user("Dee", mate, [acme.support.id]);

    expect(await counts(acme, cy)).toMatchObject({ open: [0, 0], unassigned: [0, 0] });
    expect(await numbers(acme, dee, { view: "open" })).toEqual([mine, free]);
    expect(await counts(acme, dee)).toMatchObject({ open: [2, 2] });
  });
});

describe("H28: My team's unassigned", () => {
  const team = async (acme: TestDesk, who: Person) => numbers(acme, who, { view: "team" });
  const give = (acme: TestDesk, number: number, owner: object) =>
    acme.as(acme.owner).calls(updateTicket, { number, ...owner });

  test("holds what was given to a team of mine and taken by nobody, counted, and only while it is open", async () => {
    const acme = await desk();
    const [one, two] = [await acme.ticket(), await acme.ticket()];
    for (const { number } of [one, two])
      await give(acme, number, { ownerType: "team", ownerId: acme.support.id });

    expect(await team(acme, acme.ana)).toEqual([two.number, one.number]);
    expect(await counts(acme, acme.ana)).toMatchObject({ team: [2, 2], unassigned: [0, 0] });
    expect(await team(acme, acme.bo)).toEqual([]);
    const reply = { number: one.number, id: randomUUID(), text: "Mine" };
    const seen = { seenMessageId: one.newestMessageId };
    await acme.as(acme.ana).calls(updateTicket, { number: one.number, ownerId: acme.ana.id });
    await acme.as(acme.ana).calls(replyToTicket, { ...reply, ...seen });
    expect(await team(acme, acme.ana)).toEqual([two.number]);
    const { items } = await acme.as(acme.ana).calls(listPipelines, {});
    const closed = items[0]?.statuses.find(({ kind }) => kind === "closed");
    await give(acme, two.number, { statusId: closed?.id });
    expect(await team(acme, acme.ana)).toEqual([]);
  });

  test("H29: a ticket waits for the team of its last owner when the owner is removed", async () => {
    const acme = await desk();
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const reply = { number, id: randomUUID(), text: "I take it", seenMessageId };
    await acme.as(acme.ana).calls(replyToTicket, reply);
    expect(await team(acme, acme.ana)).toEqual([]);
    await give(acme, number, { ownerType: null });
    expect(await team(acme, acme.ana)).toEqual([number]);
    expect(await acme.ticketNow(number)).toMatchObject({ assignedTeamIds: [acme.support.id] });
    await give(acme, number, { ownerId: acme.bo.id });
    await give(acme, number, { ownerType: null });
    expect([await team(acme, acme.ana), await team(acme, acme.bo)]).toEqual([[], [number]]);
  });

  test("H29: the teams can be named, and what is named is in the history", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { number } = await acme.ticket();
    await give(acme, number, { assignedTeamIds: [acme.support.id, acme.billing.id] });
    expect([await team(acme, acme.ana), await team(acme, acme.bo)]).toEqual([[number], [number]]);
    const { items } = await acme.as(acme.ana).calls(listActivity, { number });
    expect(items[0]).toMatchObject({ property: "assigned_teams", to: "Billing, Support" });
    expect(await give(acme, number, { assignedTeamIds: [rival.support.id] })).toEqual({
      refused: "team_not_found",
    });
  });

  test("L3: a reply that is taken back leaves the teams as they were", async () => {
    const acme = await desk();
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const reply = { number, id: randomUUID(), text: "Too early", seenMessageId };
    await acme.as(acme.ana).calls(replyToTicket, reply);
    await acme.as(acme.ana).calls(undoOnTicket, { number, messageId: reply.id });
    expect(await acme.ticketNow(number)).toMatchObject({ ownerId: null, assignedTeamIds: [] });
  });

  test("is not listed for whoever is in no team, and never shows more than one may see", async () => {
    const acme = await desk();
    const own = { reach: "own", unassigned: false } as const;
    const tickets = { view: own, edit: own, delete: own };
    const dee = await acme.user("Dee", { tickets }, [acme.support.id]);
    const { number } = await acme.ticket();
    await give(acme, number, { ownerType: "team", ownerId: acme.support.id });
    expect(Object.keys(await counts(acme, acme.owner))).not.toContain("team");
    expect(await team(acme, acme.owner)).toEqual([]);
    expect(await team(acme, dee)).toEqual([]);
    expect(await counts(acme, dee)).toMatchObject({ team: [0, 0] });
  });
});

describe("the list", () => {
  test("goes through all tickets page by page, each once", async () => {
    const acme = await desk();
    const made: number[] = [];
    for (let index = 0; index < 7; index++) made.push((await acme.ticket()).number);

    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const ask: { limit: number; cursor?: string } = cursor ? { limit: 3, cursor } : { limit: 3 };
      const page = await acme.as(acme.ana).calls(listTickets, ask);
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor);

    expect(seen).toEqual(made.toReversed());
  });

  test.each(["x", "W10", "bm9wZQ", "WyIyMDI2IiwiYSJd", "W251bGwsbnVsbF0", "%00"])(
    "refuses the cursor %s, which it never gave",
    async (cursor) => {
      const acme = await desk();
      expect(await acme.as(acme.ana).calls(listTickets, { cursor })).toEqual({
        refused: "cursor_invalid",
      });
    },
  );

  test("narrows by contact, company, owner and status", async () => {
    const acme = await desk();
    const [a, b] = [
      await acme.ticket(),
      await acme.ticket({ from: { name: "Zoe", address: "zoe@zoo.example" } }),
    ];
    const friend = await acme.as(acme.ana).calls(createContact, { name: "Friend" });
    const contactIds = [b.contact?.id ?? "", friend.id];
    const give = {
      number: b.number,
      contactIds,
      ownerType: "team" as const,
      ownerId: acme.billing.id,
    };
    await acme.as(acme.ana).calls(updateTicket, give);

    expect(await numbers(acme, acme.ana, { contactId: friend.id })).toEqual([b.number]);
    expect(await numbers(acme, acme.ana, { companyId: a.companyId })).toEqual([a.number]);
    expect(await numbers(acme, acme.ana, { ownerId: acme.billing.id })).toEqual([b.number]);
    expect(await numbers(acme, acme.ana, { statusId: a.statusId })).toEqual([b.number, a.number]);
    expect(await numbers(acme, acme.ana, { view: "closed", open: true })).toEqual([]);
  });
});

describe("unread", () => {
  test("H7: is mine alone: opening clears my mark, a new mail sets it again", async () => {
    const acme = await desk();
    const { number, id } = await acme.ticket();
    const unread = async (who: Person) =>
      (await acme.as(who).calls(listTickets, {})).items[0]?.unread;

    await acme.as(acme.ana).calls(markRead, { number });
    expect([await unread(acme.ana), await unread(acme.bo)]).toEqual([false, true]);
    await acme.customerWrites({ id }, "Hello?");
    expect(await unread(acme.ana)).toBe(true);
  });

  test("can be set by hand, also when we wrote last", async () => {
    const acme = await desk();
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const reply = { number, id: randomUUID(), text: "Hi", seenMessageId };
    const { newestDirection } = await acme.ticketNow(number);
    await acme.as(acme.ana).calls(replyToTicket, reply);
    expect([newestDirection, (await acme.ticketNow(number)).unread]).toEqual(["incoming", false]);

    await acme.as(acme.owner).calls(markRead, { number, read: false });
    expect(await acme.ticketNow(number)).toMatchObject({ unread: true });
    await acme.as(acme.owner).calls(markRead, { number });
    expect(await acme.ticketNow(number)).toMatchObject({ unread: false });
  });
});
