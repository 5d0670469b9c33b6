import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listOutbox } from "#contract/mail.ts";
import {
  listNotifications,
  readNotifications,
  readNotificationSettings,
  saveNotificationSetting,
} from "#contract/notifications.ts";
import { followTicket, listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket, resolveMention, whoCannotSee } from "#contract/comments.ts";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { listViews } from "#contract/views.ts";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";

const own = { reach: "own", unassigned: false } as const;
const onlyOwn = { tickets: { view: own, edit: own, delete: own } };

const mention = (...who: { id: string }[]) =>
  `<p>${who.map(({ id }) => `<span data-mention="${id}">@x</span>`).join(" ")} look</p>`;

const told = async (acme: TestDesk, who: Person) =>
  (await acme.as(who).calls(listNotifications, {})).items.map(
    ({ topic, ticketNumber, count, read }) => ({ topic, ticketNumber, count, read }),
  );

describe("S72, H6: following", () => {
  test("tells whoever follows of what customers and colleagues write, and nobody of their own doing", async () => {
    const acme = await desk();
    const { number, id, newestMessageId } = await acme.ticket();
    await acme.as(acme.bo).calls(followTicket, { number });
    expect((await acme.as(acme.bo).calls(readTicket, { number })).following).toBe(true);

    await acme.customerWrites({ id }, "Still broken");
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Hm</p>" });
    const seen = (await acme.ticketNow(number)).newestMessageId ?? newestMessageId;
    const reply = { number, id: randomUUID(), text: "Try this", seenMessageId: seen };
    await acme.as(acme.ana).calls(replyToTicket, reply);

    const one = { ticketNumber: number, count: 1, read: false };
    expect(await told(acme, acme.bo)).toEqual([
      { topic: "replied", ...one },
      { topic: "commented", ...one },
      { topic: "received", ...one },
    ]);
    expect(await told(acme, acme.ana)).toEqual([]);
  });

  test("is over for whoever said no, though they own the ticket", async () => {
    const acme = await desk();
    const { number, id } = await acme.ticket();
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: acme.bo.id });
    await acme.as(acme.bo).calls(followTicket, { number, follow: false });
    await acme.as(acme.bo).calls(readNotifications, { all: true });

    await acme.customerWrites({ id }, "Hello?");

    expect((await told(acme, acme.bo)).map(({ topic }) => topic)).toEqual(["assigned"]);
    expect((await acme.as(acme.bo).calls(readTicket, { number })).following).toBe(false);
  });

  test("begins with commenting, owning and being named; the view lists what is followed and open", async () => {
    const acme = await desk();
    const [one, two, three] = [await acme.ticket(), await acme.ticket(), await acme.ticket()];
    const ana = acme.as(acme.ana);
    await ana.calls(commentOnTicket, { number: one.number, html: mention(acme.bo) });
    await ana.calls(updateTicket, { number: two.number, ownerId: acme.bo.id });

    const following = async (who: Person) =>
      (await acme.as(who).calls(listTickets, { view: "following" })).items.map(
        ({ number }) => number,
      );
    expect(await following(acme.ana)).toEqual([one.number]);
    expect(await following(acme.bo)).toEqual([two.number, one.number]);
    expect(await following(acme.owner)).toEqual([]);
    expect(three.number).toBeGreaterThan(0);
  });

  test("of a ticket that one may not see is refused", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const cy = await acme.user("Cy", onlyOwn);
    expect(await acme.as(cy).calls(followTicket, { number })).toEqual({
      refused: "ticket_not_found",
    });
  });
});

test("L3: a reply that is taken back is not told of", async () => {
  const acme = await desk();
  const { number, newestMessageId: seenMessageId } = await acme.ticket();
  await acme.as(acme.bo).calls(followTicket, { number });
  const messageId = randomUUID();
  const reply = { number, id: messageId, text: "Too early", seenMessageId };
  await acme.as(acme.ana).calls(replyToTicket, reply);
  expect(await told(acme, acme.bo)).toMatchObject([{ topic: "replied" }]);

  await acme.as(acme.ana).calls(undoOnTicket, { number, messageId });

  expect(await told(acme, acme.bo)).toEqual([]);
});

describe("S68: a mention", () => {
  test("is on My mentions until it is dealt with, and can be opened again", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const comment = { number, html: mention(acme.bo) };
    const { id: messageId } = await acme.as(acme.ana).calls(commentOnTicket, comment);
    const bo = acme.as(acme.bo);
    const count = async () =>
      (await bo.calls(listViews, {})).items.find(({ id }) => id === "mentions")?.count;
    const state = async () =>
      (await bo.calls(listMessages, { number })).items.find(({ id }) => id === messageId)
        ?.myMention;

    expect([await count(), await state()]).toEqual([1, "open"]);
    await bo.calls(resolveMention, { number, messageId });
    expect([await count(), await state()]).toEqual([0, "resolved"]);
    await bo.calls(resolveMention, { number, messageId, resolved: false });
    expect([await count(), await state()]).toEqual([1, "open"]);
    expect(await acme.as(acme.ana).calls(resolveMention, { number, messageId })).toEqual({
      refused: "mention_not_found",
    });
  });

  test("of a team names everybody in it, each once", async () => {
    const acme = await desk();
    const dee = await acme.user("Dee", {}, [acme.billing.id]);
    const { number } = await acme.ticket();
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: mention(acme.billing, dee) });
    expect(await told(acme, dee)).toEqual([
      { topic: "mentioned", ticketNumber: number, count: 1, read: false },
    ]);
  });

  test("S70: of somebody who may not see the ticket is said to the author, and tells them nothing", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const cy = await acme.user("Cy", onlyOwn);
    const ana = acme.as(acme.ana);

    expect(await ana.calls(whoCannotSee, { number, ids: [cy.id, acme.bo.id] })).toMatchObject({
      userIds: [cy.id],
    });
    await ana.calls(commentOnTicket, { number, html: mention(cy) });
    await acme.runJobs();

    expect(await told(acme, cy)).toEqual([]);
    expect(await rowsOf("select 1 from notices where desk_id = $1", [acme.id])).toEqual([]);
  });
});

describe("S70: a notification", () => {
  test("of one ticket counts up while it is unread, and is one again after it was read", async () => {
    const acme = await desk();
    const { number, id } = await acme.ticket();
    await acme.as(acme.bo).calls(followTicket, { number });
    await acme.customerWrites({ id }, "One");
    await acme.customerWrites({ id }, "Two");
    expect(await told(acme, acme.bo)).toMatchObject([{ topic: "received", count: 2 }]);

    expect(await acme.as(acme.bo).calls(readNotifications, { ticketNumber: number })).toEqual({
      unread: 0,
    });
    await acme.customerWrites({ id }, "Three");
    expect(await told(acme, acme.bo)).toMatchObject([
      { count: 1, read: false },
      { count: 2, read: true },
    ]);
  });

  test("goes out by mail once, in the reader's language, with a link to the comment, and never when it was read", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const comment = { number, html: mention(acme.bo, acme.owner) };
    const { id } = await acme.as(acme.ana).calls(commentOnTicket, comment);
    await acme.as(acme.owner).calls(readNotifications, { ticketNumber: number });

    await acme.runJobs();

    const { items } = await acme.as(acme.owner).calls(listOutbox, {});
    expect(items.map(({ to }) => to[0]?.address)).toEqual([acme.bo.email]);
    expect(items[0]?.subject).toContain("mentioned you");
    expect(items[0]?.text).toContain(`/tickets/open/${number}#m-${id}`);
  });

  test("its mail names an address that ends the mails of its topic, without sign-in and as often as one likes", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const bo = acme.as(acme.bo);
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: mention(acme.bo, acme.owner) });
    await acme.runJobs();
    const { items } = await acme.as(acme.owner).calls(listOutbox, { to: acme.bo.email });
    const raw = items[0]?.raw ?? "";
    const [, path = ""] =
      /^List-Unsubscribe:\s*<http:\/\/[^/]+(\/unsubscribe\/\S+)>/im.exec(raw) ?? [];
    const settings = async () =>
      (await bo.calls(readNotificationSettings, {})).items.filter(({ mail }) => !mail);
    const before = await settings();

    for (const mark of [path, path, `${path}0`, "/unsubscribe/x"]) {
      const { statusCode } = await acme.house.app.inject({
        method: "POST",
        url: mark,
        headers: { host: acme.host, "content-type": "application/x-www-form-urlencoded" },
        payload: "List-Unsubscribe=One-Click",
      });
      expect(statusCode).toBe(mark === path ? 204 : 410);
    }

    const wish = { topic: "mentioned", app: true, mail: false, push: true };
    expect(await settings()).toEqual(expect.arrayContaining([...before, wish]));
    expect(await settings()).toHaveLength(before.length + 1);
  });

  test("is hidden, and not mailed, once the reader may no longer see the ticket", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const cy = await acme.user("Cy", onlyOwn);
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: cy.id });
    expect(await told(acme, cy)).toMatchObject([{ topic: "assigned" }]);
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: acme.bo.id });
    await acme.runJobs();

    expect(await acme.as(cy).calls(listNotifications, {})).toMatchObject({ items: [], unread: 0 });
    const { items } = await acme.as(acme.owner).calls(listOutbox, {});
    expect(items.map(({ to }) => to[0]?.address)).toEqual([acme.bo.email]);
  });

  test("is written with the thing itself or not at all", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    await acme.breaks("notifications");
    const comment = { number, html: mention(acme.bo) };
    expect(await acme.as(acme.ana).calls(commentOnTicket, comment)).toEqual({ crashed: true });
    await acme.mends();
    const { items } = await acme.as(acme.ana).calls(listMessages, { number });
    expect(items.filter(({ kind }) => kind === "comment")).toEqual([]);
  });
});

describe("H87: how one hears of a topic", () => {
  test("is one's own choice, topic by topic", async () => {
    const acme = await desk();
    const { number, id } = await acme.ticket();
    const bo = acme.as(acme.bo);
    await bo.calls(followTicket, { number });
    const { items } = await bo.calls(saveNotificationSetting, {
      topic: "received",
      app: false,
      mail: true,
    });
    expect(items).toContainEqual({ topic: "received", app: false, mail: true, push: true });
    expect(await acme.as(acme.ana).calls(readNotificationSettings, {})).not.toEqual({ items });

    await acme.customerWrites({ id }, "Only by mail");
    await acme.runJobs();

    expect(await told(acme, acme.bo)).toEqual([]);
    const outbox = await acme.as(acme.owner).calls(listOutbox, {});
    expect(outbox.items[0]?.subject).toContain(`[#${number}]`);
  });
});
