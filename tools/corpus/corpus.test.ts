/** How well other projects' test mail is read: the figures of `npm run corpus`, held as floors. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { corpusFolder, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";
import { activeContent } from "./active.ts";
import { measure, type Report } from "./measure.ts";

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

let report: Report;

corpus("the corpus", () => {
  beforeAll(async () => {
    report = await measure(corpusFolder, (line) => process.stdout.write(`${line}\n`));
  }, 240_000);

  test("is answered case by case without an error, each within two seconds", () => {
    expect(report.failed).toBe(0);
    for (const group of Object.keys(report.groups))
      expect([group, share(group, "survived")]).toEqual([group, 1]);
  });

  test.each([
    ["parse", "subject", 0.98],
    ["parse", "sender", 0.97],
    ["parse", "sender's name", 0.93],
    ["parse", "message-id", 1],
    ["parse", "text", 0.93],
    ["parse", "attachments", 0.93],
    ["parse", "embedded pictures", 1],
    ["parse", "no part lost", 1],
    ["reply", "exact", 0.91],
    ["reply", "nothing lost", 0.97],
    ["reply", "in time", 1],
    ["auto", "machines held back", 0.99],
    ["auto", "people let through", 1],
    ["auto", "joined", 0.99],
    ["thread", "threads", 1],
    ["html", "nothing active", 1],
  ])("of %s: %s in at least %d of all", (group, figure, floor) => {
    expect(share(group, figure)).toBeGreaterThanOrEqual(floor);
  });
});

describe("another folder", () => {
  test("is answered without its expectations, and what is odd in it is an error of its own", async () => {
    const folder = mkdtempSync(join(tmpdir(), "corpus-"));
    put(folder, "parse/odd", [
      { id: "good", input: "good.eml" },
      { id: "no file", input: "gone.eml" },
      { id: "nothing" },
      null,
      { id: "__proto__", input: "good.eml" },
      { id: 7, input: "..", expect: null },
    ]);
    writeFileSync(join(folder, "thread"), "no folder");
    writeFileSync(join(folder, "parse/odd/good.eml"), "From: a@b.example\nSubject: Hi\n\nText\n");
    put(folder, "html/odd", [{ id: "x", expect: { html: "<p onclick='x()'>a</p>" } }]);
    mkdirSync(join(folder, "reply/broken"), { recursive: true });
    writeFileSync(join(folder, "reply/broken/cases.json"), "[{");
    put(folder, "auto/odd", [{ id: "x", expect: { headers: [["From", "a@b.example"]] } }]);
    const lines: string[] = [];

    const { answers, failed } = await measure(folder, (line) => lines.push(line));

    rmSync(folder, { recursive: true });
    expect(answers["parse/odd"]?.["good"]).toMatchObject({ subject: "Hi", leaves: 1 });
    expect(answers["parse/odd"]?.["no file"]).toEqual({ error: expect.stringContaining("ENOENT") });
    expect(answers["auto/odd"]).toEqual({
      x: { new_ticket: true, auto_reply: true, class: "human" },
    });
    expect(answers["html/odd"]).toEqual({ x: { html: "<p>a</p>" } });
    expect(Object.keys(answers["parse/odd"] ?? {}).toSorted()).toEqual(
      ["4", "7", "__proto__", "good", "no file", "nothing"].toSorted(),
    );
    expect(failed).toBe(4);
    expect(lines.join("\n")).toContain("reply/broken");
  });

  test("has its active content noticed", () => {
    expect(activeContent('<p style="color:red"><a href="https://x.example">a</a></p>')).toBeNull();
    expect(activeContent("<b><img src=cid:x onerror=alert(1)></b>")).toContain("onerror");
    expect(activeContent('<a href="java\tscript:x">a</a>')).toContain("href");
    expect(activeContent("<svg></svg>")).toBe("<svg>");
  });
});

function put(folder: string, set: string, cases: unknown[]) {
  mkdirSync(join(folder, set), { recursive: true });
  writeFileSync(join(folder, set, "cases.json"), JSON.stringify(cases));
}

function share(group: string, figure: string): number {
  const { good, all } = report.groups[group]?.[figure] ?? { good: 0, all: 1 };
  return good / all;
}
