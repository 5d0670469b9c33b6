import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { search } from "#contract/search.ts";
import { deleteTicket, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { desk, rowsOf } from "#testkit";
import { excerptOf } from "./excerpt.ts";
import { wordsOf } from "./query.ts";

const numbers = (answer: { items: { ticket: { number: number } }[] }) =>
  answer.items.map(({ ticket }) => ticket.number);

describe("searching", () => {
  test("finds a ticket by a word of its messages, as soon as the mail is a ticket", async () => {
    const acme = await desk();
    const ticket = await acme.ticket({ text: "The boiler hisses like a kettle." });
    await acme.ticket({ text: "Where is my parcel?" });

    const found = await acme.as(acme.ana).calls(search, { q: "kettle" });

    expect(numbers(found)).toEqual([ticket.number]);
    expect(found.items[0]?.excerpt).toContainEqual({ text: "kettle", hit: true });
  });

  test("reads English and Italian: plural, accent and conjugation do not matter", async () => {
    const acme = await desk();
    const english = await acme.ticket({ text: "Two invoices are missing." });
    const italian = await acme.ticket({ text: "Le fatture non sono arrivate, è già martedì." });

    const asked = async (q: string) => numbers(await acme.as(acme.ana).calls(search, { q }));

    expect(await asked("invoice ")).toEqual([english.number]);
    expect(await asked("fattura ")).toEqual([italian.number]);
    expect(await asked("gia martedi")).toEqual([italian.number]);
  });

  test("takes the last word unfinished, all words together, and a number for the ticket itself", async () => {
    const acme = await desk();
    const [one, two] = [
      await acme.ticket({ subject: "Grinder stuck", text: "It will not turn." }),
      await acme.ticket({ subject: "Grinder loud", text: "It turns but screams." }),
    ];

    const asked = async (q: string) => numbers(await acme.as(acme.ana).calls(search, { q }));

    expect(new Set(await asked("grind"))).toEqual(new Set([one.number, two.number]));
    expect(await asked("grinder scre")).toEqual([two.number]);
    expect((await asked(`#${one.number}`))[0]).toBe(one.number);
  });

  test("finds by the name and the address of who wrote", async () => {
    const acme = await desk();
    const from = { name: "Zeno Quirini", address: "zeno@laguna.example" };
    const ticket = await acme.ticket({ from });

    for (const q of ["quirini", "zeno@laguna.example", "laguna"])
      expect(numbers(await acme.as(acme.ana).calls(search, { q }))).toEqual([ticket.number]);
  });

  test("finds comments and a new name, and nothing that is in the bin", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Warranty until May.</p>" });
    await acme.as(acme.ana).calls(updateTicket, { number, name: "Smoke in the shop" });

    const asked = async (q: string) => numbers(await acme.as(acme.ana).calls(search, { q }));
    expect([await asked("warranty"), await asked("smoke shop")]).toEqual([[number], [number]]);

    await acme.as(acme.owner).calls(deleteTicket, { number });
    expect(await asked("warranty")).toEqual([]);
  });

  test("forgets the old name of a ticket everywhere, and finds its messages by the new one", async () => {
    const acme = await desk();
    const { number } = await acme.ticket({ subject: "Grinder", text: "It screams." });
    await acme.as(acme.ana).calls(updateTicket, { number, name: "Coffee mill" });
    const asked = async (q: string) => numbers(await acme.as(acme.ana).calls(search, { q }));

    expect(await asked("grinder ")).toEqual([]);
    expect(await asked("mill screams ")).toEqual([number]);
  });

  test("finds by those whom a reply brought in, until it is taken back", async () => {
    const acme = await desk();
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const cc = [{ name: "Zeno Quirini", address: "zeno@laguna.example" }];
    const reply = { number, id: randomUUID(), text: "Hello", seenMessageId, cc };
    const asked = async (q: string) => numbers(await acme.as(acme.ana).calls(search, { q }));

    await acme.as(acme.ana).calls(replyToTicket, reply);
    expect(await asked("quirini ")).toEqual([number]);
    await acme.as(acme.ana).calls(undoOnTicket, { number, messageId: reply.id });
    expect(await asked("quirini ")).toEqual([]);
  });

  test("writes no words again when a status or an owner changes", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    await acme.breaks("search_entries");
    const change = { number, ownerId: acme.bo.id, priority: "low" as const };
    expect(await acme.as(acme.ana).calls(updateTicket, change)).toMatchObject({ priority: "low" });
    expect(await acme.as(acme.ana).calls(updateTicket, { number, name: "New" })).toEqual({
      crashed: true,
    });
  });

  test("shows nobody what they may not see, nor another desk's", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const own = { reach: "own", unassigned: false } as const;
    const shy = await acme.user("Shy", { tickets: { view: own, edit: own, delete: own } });
    const ticket = await acme.ticket({ text: "A secret zeppelin." });

    for (const someone of [acme.as(shy), rival.as(rival.ana)])
      expect(numbers(await someone.calls(search, { q: "zeppelin" }))).toEqual([]);
    for (const someone of [acme.as(shy), rival.as(rival.ana)])
      expect(numbers(await someone.calls(search, { q: `${ticket.number}` }))).toEqual([]);
  });

  test("takes anything that can be typed", async () => {
    const acme = await desk();
    const odd = [
      "'",
      "\\",
      "&|!():*",
      "a & b",
      "'; drop table tickets; --",
      "🙂",
      "ﬁ",
      "%_%",
      "<b>x</b>",
      "x".repeat(200),
    ];

    for (const q of odd)
      expect(await acme.as(acme.ana).calls(search, { q })).toHaveProperty("items");
  });
});

describe("on a desk with a long history", () => {
  /** Newer entries than those of the ticket's own messages, all with these words. */
  const newer = (ticket: { id: string }, words: string) =>
    rowsOf(
      `insert into search_entries (desk_id, message_id, ticket_id, at, words)
       select t.desk_id, gen_random_uuid(), t.id, now() + n * interval '1 second', words_of('', $2)
       from tickets t, generate_series(1, 20500) n where t.id = $1`,
      [ticket.id, words],
    );

  test("the oldest message is found, and common words are said to be cut", async () => {
    const acme = await desk();
    const old = await acme.ticket({ text: "A zeppelin landed on the parcel." });
    const busy = await acme.ticket();
    await newer(busy, "parcel late");

    const asked = (q: string) => acme.as(acme.ana).calls(search, { q });

    expect(numbers(await asked("zeppelin parcel "))).toEqual([old.number]);
    expect(await asked("zeppelin ")).toMatchObject({ more: false });
    expect(await asked("late ")).toMatchObject({ more: true, items: [{}] });
  });

  test("somebody who sees one ticket finds it below all those that they may not see", async () => {
    const acme = await desk();
    const own = { reach: "own", unassigned: false } as const;
    const shy = await acme.user("Shy", { tickets: { view: own, edit: own, delete: own } });
    const theirs = await acme.ticket({ text: "My parcel is late." });
    const owner = { ownerType: "user", ownerId: shy.id } as const;
    await acme.as(acme.owner).calls(updateTicket, { number: theirs.number, ...owner });
    await newer(await acme.ticket(), "parcel late");

    const found = await acme.as(shy).calls(search, { q: "late parcel" });

    expect(numbers(found)).toEqual([theirs.number]);
  });
});

describe("the words of a search", () => {
  test("keep the last one open until a space follows", () => {
    expect(wordsOf("Printer on fi")).toEqual({
      whole: ["printer", "on"],
      begun: "fi",
      number: null,
    });
    expect(wordsOf("fire ")).toEqual({ whole: ["fire"], begun: null, number: null });
  });

  test("are marked in the excerpt without markup", () => {
    const pieces = excerptOf(`${"so ".repeat(60)}<b>fire</b> here`, wordsOf("fire "));
    expect(pieces[0]).toEqual({ text: "…", hit: false });
    expect(pieces).toContainEqual({ text: "fire", hit: true });
  });
});
