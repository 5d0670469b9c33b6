/** Every mail is read in a thread with limits: one that is made to take long takes nothing from the others. */
import { describe, expect, test } from "vitest";
import { letter } from "#testkit/mailbox.ts";
import { readApart } from "./read-apart.ts";
import { readMail } from "./read.ts";

const mail = (subject: string, text = "Hello") =>
  Buffer.from(letter({ to: "help@acme.example", subject, text }));

describe("reading apart", () => {
  test("reads many mails at once, each its own, though there are only a few readers", async () => {
    const subjects = Array.from({ length: 40 }, (_, index) => `Mail ${index}`);
    const read = await Promise.all(subjects.map((subject) => readApart(mail(subject))));
    expect(read.map(({ subject }) => subject)).toEqual(subjects);
  });

  test("gives a mail up that takes longer than its time, and goes on with the next at once", async () => {
    const slow = mail("Slow", "<b>x</b> > y\r\n".repeat(100_000));
    const late = readApart(slow, 1);
    const beside = readApart(mail("Beside"));
    await expect(late).rejects.toThrow("longer than");
    expect((await beside).subject).toBe("Beside");
    expect((await readApart(mail("Next"))).subject).toBe("Next");
  });

  test("hands bytes of attachments over as they are", async () => {
    const headers = { "Content-Type": 'application/pdf; name="a.pdf"' };
    const raw = Buffer.from(letter({ to: "help@acme.example", headers, text: "%PDF" }));
    const [file] = (await readMail(raw)).attachments;
    expect(file?.content.toString().trim()).toBe("%PDF");
    expect(Buffer.isBuffer(file?.content)).toBe(true);
  });
});
