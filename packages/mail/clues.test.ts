import { describe, expect, test } from "vitest";
import { clues } from "./clues.ts";
import { parseMail } from "./parse.ts";

const seen = async (...lines: string[]) =>
  clues(await parseMail(Buffer.from(lines.join("\r\n"))), ["support@acme.example"]);
const head = ["From: Anna <anna@x.example>", "Subject: My order"];

describe("what wrote a mail", () => {
  test.each([
    ["a person", [], { auto: null, mayAnswer: true, opensTicket: true }],
    ["a person whose program says so", ["Auto-Submitted: no"], { auto: null, mayAnswer: true }],
    [
      "a vacation notice",
      ["Auto-Submitted: auto-replied"],
      { auto: "vacation", mayAnswer: false, opensTicket: false },
    ],
    [
      "an alert",
      ["Auto-Submitted: auto-generated"],
      { auto: "auto", mayAnswer: false, opensTicket: true },
    ],
    [
      "a list",
      ["List-Id: <users.x.example>"],
      { auto: "list", mayAnswer: false, opensTicket: true },
    ],
    [
      "someone who asks for silence",
      ["X-Auto-Response-Suppress: OOF, AutoReply"],
      { auto: null, mayAnswer: false },
    ],
    ["an empty return path", ["Return-Path: <>"], { auto: "auto", mayAnswer: false }],
  ])("%s", async (_, headers, expected) => {
    expect(await seen(...head, ...headers, "", "Hello")).toMatchObject(expected);
  });

  test.each([
    ["that a mail arrived, from Amazon", ["X: 1"], '{"notificationType":"Delivery","mail":{}}'],
    [
      "from the program of a list",
      ["X-MLServer: fml", "From: neko-admin@x.example"],
      "Original mail:\r\n\r\n  Return-Path: <a@x.example>",
    ],
    ["from a post_master", ["From: post_master@x.example"], "550 - no such user here: 5.1.1"],
  ])("a notice about our own mail, never a ticket: %s", async (_, headers, text) => {
    const notice = { mayAnswer: false, opensTicket: false };
    expect(await seen(...headers, "Subject: Notice", "", text)).toMatchObject(notice);
  });

  test("ourselves: a loop, never answered, never a ticket", async () => {
    expect(await seen("From: Support@ACME.example", "", "x")).toMatchObject({
      isLoop: true,
      mayAnswer: false,
      opensTicket: false,
    });
  });

  test("a bounce: names our mail, the recipient, the status and whether it is for good", async () => {
    const report = [
      "--b",
      "",
      "Sorry.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx",
      "",
      "Final-Recipient: rfc822; Bo@x.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "Message-ID: <1@acme.example>",
      "",
      "hi",
      "--b--",
    ];
    const bounce = await seen(
      "From: MAILER-DAEMON@mx",
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
      "",
      ...report,
    );
    expect(bounce).toMatchObject({
      auto: "bounce",
      original: ["<1@acme.example>"],
      failed: [
        { address: "bo@x.example", status: "5.1.1", reason: "550 5.1.1 User unknown", hard: true },
      ],
    });
  });

  test("a delay: the address stays good", async () => {
    const report = [
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx",
      "",
      "Final-Recipient: rfc822; bo@x.example",
      "Action: failed",
      "Status: 4.4.1",
      "Diagnostic-Code: smtp; 450 4.4.1 User unknown for now",
      "--b--",
    ];
    const bounce = await seen(
      "From: MAILER-DAEMON@mx",
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
      "",
      ...report,
    );
    expect(bounce.failed).toMatchObject([{ status: "4.4.1", hard: false }]);
  });

  test.each([
    "Undeliverable parcel, please help",
    "Re: Out of office chairs, when in stock?",
    "Your automatic reply makes no sense",
  ])("a person with the subject %s", async (subject) => {
    expect(await seen("From: anna@x.example", `Subject: ${subject}`, "", "Hello")).toMatchObject({
      auto: null,
      mayAnswer: true,
      opensTicket: true,
    });
  });

  test("a bounce whose words hold what a database refuses: they are told without it", async () => {
    const { failed } = await seen(
      ...["From: MAILER-DAEMON@x.example", "Content-Type: multipart/report; boundary=b", ""],
      ...["--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx", ""],
      ...["Final-Recipient: rfc822; bo@x.example", "Action: failed"],
      ...["Diagnostic-Code: smtp; 550 no\0 such user", "--b--"],
    );
    expect(failed).toMatchObject([{ address: "bo@x.example", reason: "550 no such user" }]);
  });
});
