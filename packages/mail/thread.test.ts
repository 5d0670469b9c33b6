import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusCases, corpusFile, corpusIsHere, printFigure } from "#testkit/corpus.ts";
import { splitMbox } from "./mbox.ts";
import { parseMail, type ParsedMail } from "./parse.ts";
import { groupMails, type ThreadMail } from "./thread.ts";

const mail = (id: string, ...answers: string[]): ThreadMail => ({
  id,
  messageId: `<${id}>`,
  inReplyTo: answers,
  references: [],
});

describe("mails of one conversation", () => {
  test("are joined by a parent that nobody has seen", () => {
    expect(groupMails([mail("a", "<lost>"), mail("b", "<lost>"), mail("c")])).toEqual([
      ["a", "b"],
      ["c"],
    ]);
  });

  test("are joined by any id in References, and loops do no harm", () => {
    const looped = [
      mail("a", "<b>"),
      mail("b", "<a>"),
      { ...mail("c"), references: ["<x>", "<a>"] },
    ];
    expect(groupMails(looped)).toEqual([["a", "b", "c"]]);
  });

  test("are not joined by a Message-ID that they share and nobody answers", () => {
    const same = { messageId: "<same>", inReplyTo: [], references: [] };
    expect(
      groupMails([
        { id: "a", ...same },
        { id: "b", ...same },
      ]),
    ).toEqual([["a"], ["b"]]);
  });

  test("without an id stay alone", () => {
    expect(
      groupMails([
        { id: "a", messageId: null, inReplyTo: [], references: [] },
        { id: "b", messageId: null, inReplyTo: [], references: [] },
      ]),
    ).toEqual([["a"], ["b"]]);
  });

  test("are the same in any order of arrival", () => {
    const names = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const mails = fc.uniqueArray(
      fc.record({ id: names, answers: fc.array(names, { maxLength: 2 }) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(mails, fc.infiniteStream(fc.nat()), (list, random) => {
        const threads = list.map(({ id, answers }) =>
          mail(id, ...answers.map((answer) => `<${answer}>`)),
        );
        const shuffled = threads
          .map((one) => ({ one, key: random.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(sorted(groupMails(shuffled))).toEqual(sorted(groupMails(threads)));
      }),
    );
  });

  test("a chain of a hundred thousand is grouped without overflow", () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => mail(`${i}`, `<${i + 1}>`));
    expect(groupMails(chain)).toHaveLength(1);
  });
});

describe.skipIf(!corpusIsHere)("threads of the corpus", () => {
  test("thread/notmuch are rebuilt from their headers", async () => {
    for (const one of corpusCases<{ groups_by_header: string[][] }>("thread/notmuch")) {
      const files = [one.input ?? "", ...(one.files ?? [])];
      const mails = await Promise.all(
        files.map(async (name) =>
          toThread(name, await parseMail(corpusFile("thread/notmuch", name))),
        ),
      );
      const groups = sorted(groupMails(mails.toReversed()));
      expect(groups).toEqual(sorted(one.expect.groups_by_header));
      printFigure(`thread/notmuch ${one.id}`, groups.length, one.expect.groups_by_header.length);
    }
  });

  test("thread/imaptest are rebuilt from their headers", async () => {
    let right = 0;
    const cases = corpusCases<{ groups_by_header_only: number[][]; messages: number }>(
      "thread/imaptest",
    );
    for (const one of cases) {
      const mails: ThreadMail[] = [];
      for await (const raw of splitMbox([corpusFile("thread/imaptest", one.input ?? "")]))
        mails.push(toThread(`${mails.length + 1}`, await parseMail(raw)));
      expect(sorted(groupMails(mails.slice(0, one.expect.messages))), one.id).toEqual(
        sorted(one.expect.groups_by_header_only.map((group) => group.map(String))),
      );
      right++;
    }
    printFigure("thread/imaptest", right, cases.length);
  });
});

function toThread(id: string, { messageId, inReplyTo, references }: ParsedMail): ThreadMail {
  return { id, messageId, inReplyTo, references };
}

function sorted(groups: string[][]): string[] {
  return groups.map((group) => group.toSorted().join(" ")).toSorted();
}
