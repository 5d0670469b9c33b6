/** Machines told from people, on other projects' test mail. */
import { describe, expect, test } from "vitest";
import {
  type Case,
  corpusCases,
  corpusFile,
  corpusIsHere,
  corpusMissing,
  printFigure,
} from "#testkit/corpus.ts";
import { clues, type Clues } from "./clues.ts";
import { parseMail } from "./parse.ts";

type Auto = {
  class: string;
  new_ticket?: boolean | null;
  auto_reply?: boolean | null;
  results?: { status: string | null; hard: boolean }[];
  hints?: { orig_message_id?: string; recipients?: string[] };
  headers?: [string, string][];
  body?: string;
  raw?: string;
};

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

corpus("machine mail", () => {
  test.each([
    ["auto/sisimai", 289, 290],
    ["auto/mixed", 31, 31],
    ["auto/own-headers", 33, 33],
    ["auto/human", 36, 36],
    ["auto/otobo-loop", 2, 2],
  ])("of %s is held back and people are not", async (set, tickets, answers) => {
    const cases = await readAll(set);
    const rightTickets = cases.filter(({ one, seen }) =>
      agrees(one.expect.new_ticket, seen.opensTicket),
    );
    const rightAnswers = cases.filter(({ one, seen }) =>
      agrees(one.expect.auto_reply, seen.mayAnswer),
    );
    report(set, cases, [...rightTickets, ...rightAnswers]);
    printFigure(`${set} opens a ticket or not`, rightTickets.length, cases.length);
    printFigure(`${set} is answered or not`, rightAnswers.length, cases.length);
    expect(rightTickets.length).toBeGreaterThanOrEqual(tickets);
    expect(rightAnswers.length).toBeGreaterThanOrEqual(answers);
  });

  test("names the mail that bounced, who did not get it, and for how long", async () => {
    const cases = [...(await readAll("auto/sisimai")), ...(await readAll("auto/mixed"))];
    const hinted = cases.filter(({ one }) => one.expect.hints?.orig_message_id);
    const joined = hinted.filter(({ one, seen }) =>
      seen.original.includes(one.expect.hints?.orig_message_id ?? ""),
    );
    const named = cases.filter(({ one }) => one.expect.hints?.recipients);
    const found = named.filter(({ one, seen }) =>
      (one.expect.hints?.recipients ?? []).every((wanted) =>
        seen.failed.some(({ address }) => address === wanted.toLowerCase()),
      ),
    );
    const judged = cases.filter(
      ({ one, seen }) =>
        one.expect.class === "bounce" && one.expect.results?.length && seen.failed.length,
    );
    const hard = judged.filter(
      ({ one, seen }) =>
        one.expect.results?.some((result) => result.hard) ===
        seen.failed.some((failure) => failure.hard),
    );
    if (process.env["SHOW_MISSES"])
      for (const { one, seen } of hinted)
        if (!seen.original.includes(one.expect.hints?.orig_message_id ?? ""))
          process.stdout.write(
            `  no join ${one.id} ${one.expect.hints?.orig_message_id} ${seen.auto} ${seen.original.join(" ")}\n`,
          );
    printFigure("bounces joined to their ticket", joined.length, hinted.length);
    printFigure("failed recipients named", found.length, named.length);
    printFigure("hard or soft as the peer says", hard.length, judged.length);
    expect(
      [joined.length / hinted.length, found.length / named.length, hard.length / judged.length].map(
        (share) => share > 0.8,
      ),
    ).toEqual([true, true, true]);
  });
});

type Seen = { one: Case<Auto>; seen: Clues; subject: string };

async function readAll(set: string): Promise<Seen[]> {
  return await Promise.all(
    corpusCases<Auto>(set).map(async (one) => {
      const mail = await parseMail(rawOf(set, one));
      return { one, seen: clues(mail, ["support@helpdesk.example"]), subject: mail.subject };
    }),
  );
}

function rawOf(set: string, one: Case<Auto>): Buffer {
  if (one.input !== undefined) return corpusFile(set, one.input);
  if (one.expect.raw !== undefined) return Buffer.from(one.expect.raw);
  const headers = (one.expect.headers ?? [])
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  return Buffer.from(`${headers}\r\n${one.expect.body ?? ""}`);
}

/** Null or nothing: the policy decides. */
function agrees(wanted: boolean | null | undefined, seen: boolean): boolean {
  return wanted === null || wanted === undefined || wanted === seen;
}

function report(set: string, cases: Seen[], right: Seen[]) {
  if (!process.env["SHOW_MISSES"]) return;
  for (const entry of cases) {
    if (right.filter((one) => one === entry).length < 2)
      process.stdout.write(
        `  ${set} ${entry.one.id} ${entry.one.expect.class} seen ${entry.seen.auto} ticket ${entry.seen.opensTicket} answer ${entry.seen.mayAnswer} "${entry.subject.slice(0, 80)}"\n`,
      );
  }
}
