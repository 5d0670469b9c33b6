/** A minute of `npm run corpus -- --fuzz MINUTES`; the seed is fixed, so that a red run says something about the change. */
import { describe, expect, test } from "vitest";
import { corpusFolder, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";
import { damage, randomFrom } from "./damage.ts";
import { fuzz } from "./fuzz.ts";

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);
const aMinute = 60_000;

corpus("damaged mail", () => {
  test("is read in time, with every part of it, into what a database takes", async () => {
    const { mails, slowest, faults } = await fuzz({
      folder: corpusFolder,
      seed: 1,
      milliseconds: aMinute,
    });
    process.stdout.write(`${mails} damaged mails, ${Math.round(slowest)} ms at most\n`);
    expect(faults.map(({ raw: _raw, ...fault }) => fault)).toEqual([]);
  }, 180_000);
});

describe("the damage", () => {
  test("is the same for the same number, and another for another", () => {
    const mail = Buffer.from(
      "From: a@b.example\r\nSubject: Hi\r\n\r\nText of a mail\r\n".repeat(9),
    );
    const all = Array.from({ length: 200 }, (_, seed) => damage(mail, randomFrom(seed)));
    const again = Array.from({ length: 200 }, (_, seed) => damage(mail, randomFrom(seed)));
    expect(again).toEqual(all);
    expect(new Set(all.map(({ raw }) => raw.toString("latin1"))).size).toBeGreaterThan(150);
    const kinds = new Set(all.flatMap(({ by }) => by));
    for (const kind of ["cut", "flip", "duplicate", "nest", "bomb"]) expect(kinds).toContain(kind);
  });
});
