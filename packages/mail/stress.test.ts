/** Time grows with the length of a mail, never with its square, whatever the mail is made of. */
import { describe, expect, test } from "vitest";
import { clues } from "./clues.ts";
import { parseMail } from "./parse.ts";
import { splitQuote } from "./quote.ts";
import { sanitizeMail } from "./sanitize.ts";
import { CASES, type Case } from "./stress.cases.ts";

const LONG = 160_000;
/** Below this many milliseconds nothing is proved: the machine does other work, too. */
const FLOOR = 400;
/** Four times the length takes four times as long, or sixteen times where it grows with the square. */
const MOST = 8;

describe("a mail made to take long", () => {
  const groups = Map.groupBy(CASES, ({ name }) => name.split(/[ :]/, 1)[0] ?? "");
  test.each([...groups])(
    "takes no more than its length: %s",
    { timeout: 240_000 },
    async (_, all) => {
      for (const one of all) expect(await growth(one), one.name).toBeLessThan(MOST);
    },
  );

  test("of names alone is read, the last one with its address", async () => {
    const mail = await parseMail(
      Buffer.from(`From: ${"a, ".repeat(5000)}b <b@c.example>\r\n\r\nhi`),
    );
    expect(mail.from?.address).toBe("b@c.example");
  });
});

/** How much more four times the length costs; 1 where the long one costs next to nothing. */
async function growth({ make }: Case): Promise<number> {
  const long = await cost(Buffer.from(make(LONG)));
  if (long < FLOOR) return 1;
  const short = Math.min(
    await cost(Buffer.from(make(LONG / 4))),
    await cost(Buffer.from(make(LONG / 4))),
  );
  return Math.min(long, await cost(Buffer.from(make(LONG)))) / Math.max(short, FLOOR / 10);
}

/** Milliseconds of the processor. */
async function cost(raw: Buffer): Promise<number> {
  const start = process.cpuUsage();
  const mail = await parseMail(raw);
  const split = splitQuote(mail);
  for (const html of [mail.html, split.visibleHtml])
    sanitizeMail(html ?? "", { cidUrl: () => null, remoteImages: "block" });
  clues(mail);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
