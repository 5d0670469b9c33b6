import { beforeAll, describe, expect, test } from "vitest";
import {
  deleteComment,
  editComment,
  listCommentVersions,
  restoreComment,
  commentOnTicket,
  resolveMention,
} from "#contract/comments.ts";
import { readFile } from "#contract/files.ts";
import { listOutbox } from "#contract/mail.ts";
import { listNotifications, readNotifications } from "#contract/notifications.ts";
import { search } from "#contract/search.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { listMessages } from "#contract/messages.ts";
import { desk, type Person, type TestDesk } from "#testkit";
import { uploads } from "#testkit/upload.ts";

const own = { reach: "own", unassigned: false } as const;
const onlyOwn = { tickets: { view: own, edit: own, delete: own } };
const reader = {
  tickets: { view: { reach: "all", unassigned: true }, edit: own, delete: own },
} as const;

let acme: TestDesk;
beforeAll(async () => {
  acme = await desk();
});

const name = (...who: { id: string }[]) =>
  who.map(({ id }) => `<span data-mention="${id}">@x</span>`).join(" ");

/** A comment of Ana's on a new ticket. */
async function commented(words = "Hm", at = acme) {
  const { number, id } = await at.ticket();
  const comment = await at.as(at.ana).calls(commentOnTicket, { number, html: `<p>${words}</p>` });
  return { number, ticketId: id, messageId: comment.id };
}
type Place = { number: number; messageId: string };

const edit = (who: Person, { number, messageId }: Place, words: string, more: object = {}) =>
  acme.as(who).calls(editComment, { number, messageId, html: `<p>${words}</p>`, ...more });
const remove = (who: Person, { number, messageId }: Place) =>
  acme.as(who).calls(deleteComment, { number, messageId });
const restore = (who: Person, { number, messageId }: Place) =>
  acme.as(who).calls(restoreComment, { number, messageId });
const read = async (who: Person, { number, messageId }: Place) =>
  (await acme.as(who).calls(listMessages, { number })).items.find(({ id }) => id === messageId);
const told = async (who: Person, { number }: Place) =>
  (await acme.as(who).calls(listNotifications, {})).items
    .filter(({ ticketNumber }) => ticketNumber === number)
    .map(({ topic, count }) => [topic, count]);

describe("S65: a comment that is changed", () => {
  test("says the new text and that it was changed; what it said before is kept for those who see the ticket", async () => {
    const at = await commented("One");
    expect(await edit(acme.ana, at, "Two")).toMatchObject({ text: "Two", edition: 1 });
    await edit(acme.ana, at, "Three");

    expect(await read(acme.bo, at)).toMatchObject({ text: "Three", edition: 2 });
    expect((await read(acme.bo, at))?.editedAt).not.toBeNull();
    const { number, messageId } = at;
    const bo = acme.as(acme.bo);
    const { items } = await bo.calls(listCommentVersions, { number, messageId });
    expect(items.map(({ edition, text }) => [edition, text])).toEqual([
      [1, "Two"],
      [0, "One"],
    ]);
    const page = { number, messageId, limit: 1 };
    const first = await bo.calls(listCommentVersions, page);
    const rest = await bo.calls(listCommentVersions, { ...page, cursor: first.nextCursor ?? "" });
    expect(rest).toMatchObject({ items: [{ text: "One" }], nextCursor: null });
    const steps = (await bo.calls(listActivity, { number })).items;
    expect(steps.filter(({ what }) => what === "comment_edited")).toHaveLength(2);
  });

  test("to what it says already stays as it is", async () => {
    const at = await commented("Same");
    expect(await edit(acme.ana, at, "Same")).toMatchObject({ edition: 0, editedAt: null });
  });

  test("is found by its new words and no more by its old ones", async () => {
    const at = await commented("quagga");
    await edit(acme.ana, at, "okapi");
    const found = async (q: string) => (await acme.as(acme.bo).calls(search, { q })).items.length;
    expect([await found("quagga"), await found("okapi")]).toEqual([0, 1]);
  });

  test("is refused where another tab has changed it meanwhile", async () => {
    const at = await commented();
    await edit(acme.ana, at, "From here", { edition: 0 });
    expect(await edit(acme.ana, at, "From there", { edition: 0 })).toEqual({
      refused: "comment_outdated",
    });
  });

  test("is refused by anybody else, also a Super Admin, empty, too complex, and for what is no comment", async () => {
    const at = await commented();
    const { newestMessageId } = await acme.ticketNow(at.number);
    expect(await edit(acme.bo, at, "X")).toEqual({ refused: "comment_forbidden" });
    expect(await edit(acme.owner, at, "X")).toEqual({ refused: "comment_forbidden" });
    expect(await edit(acme.ana, at, " ")).toEqual({ refused: "comment_empty" });
    expect(await edit(acme.ana, at, "<b>".repeat(64_500))).toEqual({ refused: "html_too_complex" });
    expect(await edit(acme.ana, { ...at, messageId: newestMessageId ?? "" }, "X")).toEqual({
      refused: "message_not_found",
    });
  });

  test("is hidden from those who may not see the ticket, and closed to those who may not change it", async () => {
    const at = await commented();
    const [cy, ria] = [await acme.user("Cy", onlyOwn), await acme.user("Ria", reader)];
    const { number, messageId } = at;
    for (const ask of [edit(cy, at, "X"), remove(cy, at), restore(cy, at)])
      expect(await ask).toEqual({ refused: "ticket_not_found" });
    expect(await acme.as(cy).calls(listCommentVersions, { number, messageId })).toEqual({
      refused: "ticket_not_found",
    });
    for (const ask of [edit(ria, at, "X"), remove(ria, at), restore(ria, at)])
      expect(await ask).toEqual({ refused: "edit_forbidden" });
  });

  test("keeps nothing when the last write fails", async () => {
    const here = await desk();
    const { number, messageId } = await commented("Before", here);
    await here.breaks("activities");
    const change = { number, messageId, html: "<p>After</p>" };
    expect(await here.as(here.ana).calls(editComment, change)).toEqual({ crashed: true });
    await here.mends();
    expect((await here.messages(number)).at(-1)).toMatchObject({ text: "Before", edition: 0 });
    expect(await here.as(here.ana).calls(listCommentVersions, { number, messageId })).toMatchObject(
      {
        items: [],
      },
    );
  });
});

describe("S68: a mention that a change of the comment", () => {
  test("adds tells that colleague once, also when it is taken out and put in again", async () => {
    const at = await commented();
    await edit(acme.ana, at, `${name(acme.bo)} look`);
    expect(await told(acme.bo, at)).toEqual([["mentioned", 1]]);
    await acme.as(acme.bo).calls(readNotifications, { all: true });

    await edit(acme.ana, at, "Never mind");
    await edit(acme.ana, at, `${name(acme.bo)} after all`);
    await edit(acme.ana, at, `${name(acme.bo, acme.owner)} both`);
    expect(await told(acme.bo, at)).toEqual([["mentioned", 1]]);
    expect(await told(acme.owner, at)).toEqual([["mentioned", 1]]);
    await acme.runJobs();
    const { items } = await acme.as(acme.owner).calls(listOutbox, { to: acme.owner.email });
    expect(items.filter(({ subject }) => subject.includes(`#${at.number}`))).toHaveLength(1);
  });

  test("takes out is no longer on My mentions, and comes back as it was", async () => {
    const here = await desk();
    const { number } = await here.ticket();
    const ana = here.as(here.ana);
    const html = `<p>${name(here.bo)}</p>`;
    const { id: messageId } = await ana.calls(commentOnTicket, { number, html });
    const mine = async () =>
      (await here.as(here.bo).calls(listTickets, { view: "mentions" })).items.length;
    expect(await mine()).toBe(1);
    await ana.calls(editComment, { number, messageId, html: "<p>No</p>" });
    expect(await mine()).toBe(0);
    expect(await here.as(here.bo).calls(resolveMention, { number, messageId })).toEqual({
      refused: "mention_not_found",
    });
    await ana.calls(editComment, { number, messageId, html });
    expect(await mine()).toBe(1);
  });

  test("S70: of somebody who may not see the ticket reaches them when it is shared in the same step", async () => {
    const dan = await acme.user("Dan", onlyOwn);
    const at = await commented();
    await edit(acme.ana, at, name(dan));
    expect(await told(dan, at)).toEqual([]);
    await edit(acme.ana, at, `${name(dan)} look`, { share: "view" });
    expect(await told(dan, at)).toEqual([["mentioned", 1]]);
  });
});

describe("L3: a comment that is deleted", () => {
  test("is gone from the conversation, the search, My mentions and the bell, and comes back as it was", async () => {
    const here = await desk();
    const { number } = await here.ticket();
    const [ana, bo] = [here.as(here.ana), here.as(here.bo)];
    const html = `<p>${name(here.bo)} axolotl</p>`;
    const comment = await ana.calls(commentOnTicket, { number, html });
    const which = { number, messageId: comment.id };
    const seen = async () => [
      (await bo.calls(listMessages, { number })).items.filter(({ kind }) => kind === "comment"),
      (await bo.calls(search, { q: "axolotl" })).items.length,
      (await bo.calls(listTickets, { view: "mentions" })).items.length,
      (await bo.calls(listNotifications, {})).items.map(({ topic, count }) => [topic, count]),
      (await bo.calls(listNotifications, {})).unread,
    ];
    const before = await seen();
    expect(before.slice(1)).toEqual([1, 1, [["mentioned", 1]], 1]);

    await ana.calls(deleteComment, which);
    expect(await seen()).toEqual([[], 0, 0, [], 0]);
    await here.as(here.owner).calls(updateTicket, { number, name: "Renamed" });
    expect((await bo.calls(search, { q: "axolotl" })).items).toEqual([]);

    await ana.calls(restoreComment, which);
    expect(await seen()).toEqual(before);
    const steps = (await bo.calls(listActivity, { number })).items.map(({ what }) => what);
    expect(steps).toEqual(expect.arrayContaining(["comment_deleted", "comment_restored"]));
  });

  test("is not mailed of", async () => {
    const here = await desk();
    const { number } = await here.ticket();
    const html = `<p>${name(here.bo)}</p>`;
    const { id } = await here.as(here.ana).calls(commentOnTicket, { number, html });
    await here.as(here.ana).calls(deleteComment, { number, messageId: id });
    await here.runJobs();
    expect((await here.as(here.owner).calls(listOutbox, {})).items).toEqual([]);
  });

  test("opens neither its files nor its earlier texts, and its id is not used again", async () => {
    const { number } = await acme.ticket();
    const attachmentIds = [(await uploads(acme, acme.ana)).id];
    const [id = ""] = attachmentIds;
    const comment = { number, html: "<p>Hm</p>", attachmentIds };
    const messageId = (await acme.as(acme.ana).calls(commentOnTicket, comment)).id;
    const at = { number, messageId };
    const opened = async () => (await acme.as(acme.owner).fetches(readFile, { id })).statusCode;
    expect(await opened()).toBe(200);
    await remove(acme.ana, at);
    expect(await opened()).toBe(404);
    expect(await acme.as(acme.ana).calls(listCommentVersions, { number, messageId })).toEqual({
      refused: "message_not_found",
    });
    const again = { ...comment, id: messageId };
    expect(await acme.as(acme.ana).calls(commentOnTicket, again)).toEqual({ refused: "id_reused" });
    expect(await edit(acme.ana, at, "X")).toEqual({ refused: "message_not_found" });
    expect(await remove(acme.ana, at)).toEqual({ refused: "message_not_found" });
  });

  test("is deleted by its author or a Super Admin, and brought back by who deleted it or a Super Admin", async () => {
    const at = await commented();
    expect(await remove(acme.bo, at)).toEqual({ refused: "comment_forbidden" });
    expect(await remove(acme.owner, at)).toBeNull();
    expect(await restore(acme.ana, at)).toEqual({ refused: "comment_forbidden" });
    expect(await restore(acme.owner, at)).toMatchObject({ text: "Hm" });
    await remove(acme.ana, at);
    expect(await restore(acme.ana, at)).toMatchObject({ text: "Hm" });
    expect(await restore(acme.ana, at)).toMatchObject({ text: "Hm" });
    const never = { ...at, messageId: crypto.randomUUID() };
    for (const ask of [remove(acme.ana, never), restore(acme.ana, never)])
      expect(await ask).toEqual({ refused: "message_not_found" });
  });
});
