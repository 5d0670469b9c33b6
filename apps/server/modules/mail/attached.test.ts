/** What comes with a mail and means something: invitations, contact cards, mails in the mail, and what may be seen of them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  readAttachedFile,
  readAttachedFrame,
  readAttachedMail,
  readMessageCards,
} from "#contract/attached.ts";
import { readLedger } from "#contract/ledger.ts";
import { desk, house, type TestDesk } from "#testkit";
import { hand, letter } from "#testkit/mailbox.ts";
import { type MailDoors, openMailDoors } from "./start.ts";

let doors: MailDoors;
let acme: TestDesk;

beforeAll(async () => {
  const { platform } = await house();
  const config = { ...platform.config, SMTP_IN_PORT: 0 };
  doors = await openMailDoors({ ...platform, config });
  acme = await desk();
});

afterAll(() => doors.stop());

const mixed = 'multipart/mixed; boundary="b"';
const part = (headers: string, body: string) => `--b\r\n${headers}\r\n\r\n${body}\r\n`;

/** Arrives as one mail of these parts. */
async function arrives(...parts: string[]) {
  const text = `${part("Content-Type: text/plain", "See below.")}${parts.join("")}--b--`;
  const raw = letter({ to: acme.channel.address, headers: { "Content-Type": mixed }, text });
  const answer = await hand(doors.smtpPort, { to: acme.channel.address, raw });
  expect(answer.code).toBe(250);
  await acme.runJobs();
  const { items } = await acme.as(acme.owner).calls(readLedger, { limit: 1 });
  const number = items[0]?.ticketNumber ?? 0;
  const [message] = await acme.messages(number);
  if (!message) throw new Error("the mail is no message");
  return { number, messageId: message.id, files: message.attachments };
}

const invitation = [
  "BEGIN:VCALENDAR",
  "METHOD:REQUEST",
  "BEGIN:VEVENT",
  "UID:1@lux.example",
  "SUMMARY:Repair on site",
  "DTSTART;TZID=Europe/Rome:20260720T143000",
  "DTEND;TZID=Europe/Rome:20260720T153000",
  "LOCATION:Via Roma 1\\, Como",
  "ORGANIZER;CN=Mara Rossi:mailto:mara@fiatlux.example",
  "ATTENDEE;CN=Help;PARTSTAT=ACCEPTED:mailto:help@acme.example",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");
const person = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Ek\r\nTEL;TYPE=CELL:+46 70 1\r\nEND:VCARD";

describe("a mail with an invitation and a contact card", () => {
  test("says what, when, where and who, once, though it came in two forms", async () => {
    const { files: _files, ...where } = await arrives(
      part("Content-Type: text/calendar; method=REQUEST", invitation),
      part('Content-Type: application/ics; name="invite.ics"', invitation),
      part('Content-Type: text/x-vcard; name="bo.vcf"', person),
    );

    const { items } = await acme.as(acme.ana).calls(readMessageCards, where);

    expect(items).toMatchObject([
      {
        kind: "event",
        method: "request",
        event: {
          title: "Repair on site",
          start: { at: "2026-07-20T12:30:00.000Z", zone: "Europe/Rome" },
          end: { at: "2026-07-20T13:30:00.000Z" },
          location: "Via Roma 1, Como",
          organizer: { name: "Mara Rossi", address: "mara@fiatlux.example" },
          attendees: [{ name: "Help", answer: "accepted" }],
        },
      },
      { kind: "contact", name: "Bo Ek", phones: ["+46 70 1"] },
    ]);
  });

  test("keeps them as files, too, and has no cards where nothing can be read", async () => {
    const { files, ...where } = await arrives(
      part('Content-Type: text/calendar; name="a.ics"', "x"),
    );

    expect(files.map(({ name }) => name)).toEqual(["a.ics"]);
    expect(await acme.as(acme.ana).calls(readMessageCards, where)).toEqual({ items: [] });
  });
});

const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const inner = [
  "From: Bo <bo@x.example>",
  "To: mara@fiatlux.example",
  "Subject: The first complaint",
  'Content-Type: multipart/mixed; boundary="i"',
  "",
  "--i",
  "Content-Type: text/html",
  "",
  '<p onclick="x()">It <b>burns</b><img src="cid:g@x"><img src="http://tracker.example/x.gif"></p>',
  "--i",
  "Content-Type: image/gif",
  "Content-ID: <g@x>",
  "Content-Transfer-Encoding: base64",
  "",
  gif,
  "--i",
  "Content-Type: message/rfc822",
  "",
  "From: Cy <cy@x.example>\r\nSubject: Deeper\r\n\r\nDeep words",
  "--i",
  'Content-Type: text/csv; name="log.csv"',
  "",
  "a;b",
  "--i--",
].join("\r\n");

describe("a mail in a mail", () => {
  test("is opened and read, and so is the one that is attached to it", async () => {
    const { files, ...where } = await arrives(part("Content-Type: message/rfc822", inner));
    const at = { ...where, fileId: files[0]?.id ?? "" };
    const ana = acme.as(acme.ana);

    expect(files).toMatchObject([{ name: "The first complaint.eml", type: "message/rfc822" }]);
    expect(await ana.calls(readAttachedMail, at)).toMatchObject({
      from: { name: "Bo", address: "bo@x.example" },
      subject: "The first complaint",
      hasHtml: true,
      attachments: [
        { part: "0", inline: true },
        { part: "1", name: "Deeper.eml" },
        { part: "2", name: "log.csv" },
      ],
    });
    expect(await ana.calls(readAttachedMail, { ...at, part: "1" })).toMatchObject({
      subject: "Deeper",
      text: "Deep words",
    });
  });

  test("is shown without anything that acts or loads, with the pictures that it brought along", async () => {
    const { files, ...where } = await arrives(part("Content-Type: message/rfc822", inner));
    const at = { ...where, fileId: files[0]?.id ?? "" };

    const { body, headers } = await acme.as(acme.ana).fetches(readAttachedFrame, at);

    expect(body).toContain("It <b>burns</b>");
    expect(body).toContain(`src="data:image/gif;base64,${gif}"`);
    expect(body).not.toMatch(/onclick|[^-]src="http/);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("hands over its files as bytes that mean nothing to a browser", async () => {
    const { files, ...where } = await arrives(part("Content-Type: message/rfc822", inner));
    const at = { ...where, fileId: files[0]?.id ?? "" };

    const { body, headers } = await acme
      .as(acme.ana)
      .fetches(readAttachedFile, { ...at, part: "2" });

    expect(body.trim()).toBe("a;b");
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["content-disposition"]).toContain("attachment");
  });
});

describe("what is attached is not found", () => {
  const asks = [
    ["cards", readMessageCards],
    ["mail", readAttachedMail],
    ["frame", readAttachedFrame],
    ["file", readAttachedFile],
  ] as const;

  test.each(asks)(
    "%s: on another ticket, by somebody of another desk, or without a message",
    async (_, operation) => {
      const { files, ...where } = await arrives(part("Content-Type: message/rfc822", inner));
      const at = { ...where, fileId: files[0]?.id ?? "", part: "0" };
      const rival = await desk();
      const other = await rival.ticket();
      const refused = async (who: TestDesk, input: object) =>
        codeOf(await who.as(who.owner).fetches(operation, { ...at, ...input }));

      expect(await refused(rival, {})).toBe("ticket_not_found");
      expect(await refused(rival, { number: other.number })).toBe("message_not_found");
      expect(await refused(acme, { messageId: crypto.randomUUID() })).toBe("message_not_found");
    },
  );

  test.each(asks.slice(1))(
    "%s: a file of another message, one that is no mail, a part that is not there",
    async (_, operation) => {
      const { files, ...where } = await arrives(
        part("Content-Type: message/rfc822", inner),
        part('Content-Type: text/csv; name="a.csv"', "x"),
      );
      const another = await arrives(part("Content-Type: message/rfc822", inner));
      const [mail, table] = files.map(({ id }) => id);
      const refused = async (input: { fileId: string; part: string }) =>
        codeOf(await acme.as(acme.ana).fetches(operation, { ...where, ...input }));

      expect(await refused({ fileId: another.files[0]?.id ?? "", part: "0" })).toBe(
        "file_not_found",
      );
      expect(await refused({ fileId: table ?? "", part: "0" })).toBe("file_not_found");
      expect(await refused({ fileId: mail ?? "", part: "99" })).toBe("file_not_found");
    },
  );
});

function codeOf({ body }: { body: string }): unknown {
  const answer: { error?: { code?: string }; code?: string } = JSON.parse(body);
  return answer.error?.code ?? answer.code;
}
