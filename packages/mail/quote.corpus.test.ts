/** How well new text and history are told apart, on other projects' test mail. */
import { describe, expect, test } from "vitest";
import {
  type Case,
  corpusCases,
  corpusFile,
  corpusIsHere,
  corpusMissing,
  printFigure,
} from "#testkit/corpus.ts";
import { htmlToText } from "./html-text.ts";
import { parseMail } from "./parse.ts";
import { splitQuote } from "./quote.ts";

type Reply = {
  kind: "text" | "html" | "mail" | "forward";
  input_inline?: string;
  accept?: string[];
  accept_text_squashed?: string[];
  starts_with?: string;
  must_contain?: string[];
  max_seconds?: number;
};

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

corpus("the new text of a reply", () => {
  test.each([
    ["reply/discourse", 34, 36],
    ["reply/crisp", 50, 52],
    ["reply/talon", 9, 9],
    ["reply/talon-inline", 31, 32],
    ["reply/unquotemail", 13, 13],
    ["reply/mailspring", 13, 15],
    ["reply/libredesk", 6, 6],
    ["reply/github", 3, 3],
  ])("of %s: exact in at least %i, whole in at least %i", async (set, exactFloor, wholeFloor) => {
    const figures = { exact: 0, whole: 0, all: 0, left: 0, characters: 0 };
    for (const one of corpusCases<Reply>(set)) await judge(set, one, figures);
    printFigure(`${set} exact`, figures.exact, figures.all);
    printFigure(`${set} nothing lost`, figures.whole, figures.all);
    process.stdout.write(
      `${set} left over per character ${(figures.left / Math.max(1, figures.characters)).toFixed(3)}\n`,
    );
    expect(figures.exact).toBeGreaterThanOrEqual(exactFloor);
    expect(figures.whole).toBeGreaterThanOrEqual(wholeFloor);
  });
});

async function judge(
  set: string,
  one: Case<Reply>,
  figures: { exact: number; whole: number; all: number; left: number; characters: number },
) {
  if (one.expect.kind === "forward") return;
  const start = performance.now();
  const shown = await visible(set, one);
  expect(performance.now() - start, `${set} ${one.id} takes too long`).toBeLessThan(1000);
  const { exact, whole, left } = compare(one.expect, shown);
  figures.all++;
  if (exact) figures.exact++;
  if (whole) figures.whole++;
  figures.left += left;
  figures.characters += shown.length;
  if (!(exact && whole) && process.env["SHOW_MISSES"])
    process.stdout.write(
      `  ${set} ${one.id} ${exact ? "" : "inexact"} ${whole ? "" : "LOST"}\n    ${JSON.stringify(shown.slice(-300))}\n    ${JSON.stringify((one.expect.accept ?? one.expect.accept_text_squashed)?.[0]?.slice(-300))}\n`,
    );
}

async function visible(set: string, one: Case<Reply>): Promise<string> {
  const raw =
    one.expect.input_inline === undefined
      ? corpusFile(set, one.input ?? "")
      : Buffer.from(one.expect.input_inline);
  if (one.expect.kind === "html")
    return bareText(splitQuote({ text: "", html: raw.toString() }).visibleHtml ?? "");
  const mail = one.expect.kind === "mail" ? (await parseMail(raw)).text : raw.toString();
  return splitQuote({ text: mail, html: null }).visibleText;
}

/** White space and signature aside, as the corpus says. */
function compare(expected: Reply, shown: string) {
  const accepted = (expected.accept ?? expected.accept_text_squashed ?? [])
    .flatMap((text) => [text, splitQuote({ text, html: null }).visibleText])
    .map(squash);
  const seen = squash(shown);
  const parts = [
    ...(expected.must_contain ?? []),
    ...(expected.starts_with ? [expected.starts_with] : []),
  ].map(squash);
  const holds = parts.every((part) => seen.includes(part));
  const bare = accepted.map((text) => text);
  const shortest = bare.toSorted((a, b) => a.length - b.length)[0] ?? "";
  const exact = accepted.length === 0 ? holds : accepted.includes(seen);
  return {
    exact,
    whole: accepted.length === 0 ? holds : seen.includes(shortest),
    left:
      accepted.length === 0
        ? 0
        : Math.max(0, seen.length - Math.max(...bare.map(({ length }) => length))),
  };
}

/** Without quote marks and link targets, as the corpus writes the text of HTML. */
function bareText(html: string): string {
  return htmlToText(html.replace(/<\/?(?:blockquote|a)\b[^>]*>/gi, " "));
}

function squash(text: string): string {
  return text.replace(/\u200b|\ufeff/g, "").replace(/[\s\u00a0]+/g, "");
}
