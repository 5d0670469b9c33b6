/** The corpus' mails, damaged: whatever arrives goes through every function, and what comes out can be stored. */
import { describe, expect, test } from "vitest";
import { corpusCases, corpusFile, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";
import { clues } from "./clues.ts";
import { parseMail } from "./parse.ts";
import { splitQuote } from "./quote.ts";
import { sanitizeMail } from "./sanitize.ts";

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);
const SETS = [
  "parse/seeds",
  "parse/zammad",
  "parse/stalwart",
  "parse/mime4j",
  "auto/mixed",
  "auto/human",
];
const MAX_MILLISECONDS = 2000;

corpus("damaged mail", () => {
  test.each([1, 2, 3])(
    "survives every function of ours (seed %i)",
    async (seed) => {
      const random = randomFrom(seed);
      for (const set of SETS) {
        for (const { id, input } of corpusCases<object>(set)) {
          if (input === undefined) continue;
          const start = process.cpuUsage();
          const text = await throughAll(damaged(corpusFile(set, input), random));
          expect(text, `${set} ${id} seed ${seed}`).not.toMatch(/\0|\p{Cs}/u);
          expect(process.cpuUsage(start).user / 1000, `${set} ${id} seed ${seed}`).toBeLessThan(
            MAX_MILLISECONDS,
          );
        }
      }
    },
    120_000,
  );

  test("reads bounces alike with LF, CRLF and CR line ends", async () => {
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
});

async function throughAll(raw: Buffer): Promise<string> {
  const mail = await parseMail(raw);
  const split = splitQuote({ text: mail.text, html: mail.html, subject: mail.subject });
  const shown = sanitizeMail(split.visibleHtml ?? "", {
    cidUrl: () => null,
    remoteImages: "block",
  });
  const { headers: _headers, attachments, ...rest } = mail;
  const files = attachments.map(({ name, type, contentId }) => [name, type, contentId]);
  return [...strings([rest, files, split, clues(mail)]), shown.html].join("\n");
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Date || value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(strings);
}

/** Cut, doubled, or with some bytes changed; the same for the same seed. */
function damaged(raw: Buffer, random: (below: number) => number): Buffer {
  const at = random(raw.length);
  const kind = random(3);
  if (kind === 0) return raw.subarray(0, at);
  if (kind === 1) return Buffer.concat([raw.subarray(0, at), raw.subarray(random(at + 1))]);
  const copy = Buffer.from(raw);
  for (let i = 0; i < 1 + raw.length / 200; i++) copy[random(raw.length)] = random(256);
  return copy;
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return below <= 0 ? 0 : Math.floor((state / 2 ** 32) * below);
  };
}
