/** What bounces say of whom they are about, on other projects' test mail; `npm run corpus` counts the rest. */
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

type Bounce = {
  class: string;
  results?: { status: string | null; hard: boolean }[];
  hints?: { recipients?: string[] };
};

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

corpus("a bounce", () => {
  test("is read alike with LF, CRLF and CR line ends", async () => {
    for (const { id, input } of corpusCases<object>("auto/sisimai")) {
      const unix = corpusFile("auto/sisimai", input ?? "")
        .toString("latin1")
        .replace(/\r\n?/g, "\n");
      const read = await Promise.all(
        ["\n", "\r\n", "\r"].map(async (end) =>
          clues(await parseMail(Buffer.from(unix.replaceAll("\n", end), "latin1"))),
        ),
      );
      expect([read[1], read[2]], id).toEqual([read[0], read[0]]);
    }
  }, 60_000);

  test("names who did not get the mail, and for how long", async () => {
    const cases = await readAll();
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
    printFigure("failed recipients named", found.length, named.length);
    printFigure("hard or soft as the peer says", hard.length, judged.length);
    expect(found.length / named.length).toBeGreaterThan(0.9);
    expect(hard.length / judged.length).toBeGreaterThan(0.8);
  });
});

async function readAll(): Promise<{ one: Case<Bounce>; seen: Clues }[]> {
  const cases = corpusCases<Bounce>("auto/sisimai");
  return await Promise.all(
    cases.map(async (one) => {
      const mail = await parseMail(corpusFile("auto/sisimai", one.input ?? ""));
      return { one, seen: clues(mail, ["support@helpdesk.example"]) };
    }),
  );
}
