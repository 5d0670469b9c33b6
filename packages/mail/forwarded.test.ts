import { describe, expect, test } from "vitest";
import { forwardedMail } from "./forwarded.ts";

const mail = (text: string, subject = "Fwd: Printer on fire") => ({
  subject,
  text,
  attachments: [],
});

const mara = { name: "Mara Rossi", address: "mara@fiatlux.example" };

describe("a mail that was passed on", () => {
  test.each([
    [
      "by Gmail",
      "Can you take this?\n\n---------- Forwarded message ---------\nFrom: Mara Rossi <mara@fiatlux.example>\nDate: Mon, 23 Nov 2026 at 09:00\nSubject: Printer on fire\nTo: <ana@acme.example>\n\nIt is smoking.",
    ],
    [
      "by Apple Mail in Italian",
      "Can you take this?\n\nInizio messaggio inoltrato:\n\nDa: Mara Rossi <mara@fiatlux.example>\nOggetto: Printer on fire\nData: 23 novembre 2026 09:00\nA: ana@acme.example\n\nIt is smoking.",
    ],
    [
      "by Outlook, without a line of its own",
      "Can you take this?\n\nFrom: Mara Rossi <mara@fiatlux.example>\nSent: Monday, November 23, 2026 9:00 AM\nTo: Ana <ana@acme.example>\nSubject: Printer on fire\n\nIt is smoking.",
    ],
  ])("%s says whose it was, and what was written above it", (_, text) => {
    expect(forwardedMail(mail(text))).toEqual({
      from: mara,
      subject: "Printer on fire",
      text: "It is smoking.",
      note: "Can you take this?",
      messageId: null,
    });
  });

  test("as a file says so by its own header", () => {
    const content = Buffer.from(
      "From: Mara Rossi <mara@fiatlux.example>\r\nMessage-ID: <first@fiatlux.example>\r\n\r\nIt is smoking.",
    );
    const file = { type: "message/rfc822", content };
    // Only what is read of a file stands here.
    const whole = { ...mail("Look"), attachments: [file as never] };
    expect(forwardedMail(whole)).toMatchObject({
      from: mara,
      note: "Look",
      messageId: "<first@fiatlux.example>",
    });
  });

  test.each([
    ["an answer", "Re: Printer on fire", "From: Mara <mara@fiatlux.example>\nTo: a@b.example\n\nx"],
    ["one without its heading", "Fwd: Printer on fire", "Look at this, please."],
    ["one whose sender has no address", "Fwd: x", "From: Mara Rossi\nTo: Ana\n\nIt is smoking."],
  ])("is not %s", (_, subject, text) => {
    expect(forwardedMail(mail(text, subject))).toBeNull();
  });
});
