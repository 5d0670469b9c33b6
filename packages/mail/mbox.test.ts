import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitMbox } from "./mbox.ts";

const from = "From anna@x.example Mon Jan  5 10:00:00 2026\n";

async function split(...chunks: string[]): Promise<string[]> {
  const mails: string[] = [];
  for await (const mail of splitMbox(chunks.map((chunk) => Buffer.from(chunk))))
    mails.push(mail.toString());
  return mails;
}

describe("an mbox file", () => {
  test("is the mails in it, unquoted", async () => {
    expect(
      await split(`${from}Subject: a\n\n>From here\n>>From there\n\n${from}Subject: b\n\nend\n`),
    ).toEqual(["Subject: a\n\nFrom here\n>From there\n", "Subject: b\n\nend\n"]);
  });

  test("does not begin a mail at a sentence", async () => {
    expect(await split(`${from}Subject: a\n\nx\n\nFrom now on we walk.\n`)).toHaveLength(1);
  });

  test("does not begin a mail in the middle of a paragraph", async () => {
    expect(await split(`${from}Subject: a\n\nx\n${from}\ny\n`)).toHaveLength(1);
  });

  test("without any From line is one mail; an empty one is none", async () => {
    expect(await split("Subject: a\n\nx")).toEqual(["Subject: a\n\nx"]);
    expect(await split("", "\n")).toEqual([]);
  });

  test("gives the same mails however it is cut into pieces", async () => {
    const whole = `${from}Subject: a\r\n\r\none\r\n\r\n${from}Subject: b\n\n>From x\n`;
    const expected = await split(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 8 }), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        expect(await split(...at.slice(1).map((end, i) => whole.slice(at[i], end)))).toEqual(
          expected,
        );
      }),
    );
  });
});
