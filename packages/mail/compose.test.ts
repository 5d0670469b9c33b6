import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { composeMail, makeMessageId, type OutgoingMail } from "./compose.ts";
import { parseMail } from "./parse.ts";
import { splitQuote } from "./quote.ts";

const basis: OutgoingMail = {
  from: { name: "Ana at Acme", address: "support@acme.example" },
  to: [{ name: "Bo", address: "bo@x.example" }],
  subject: "Re: Perché?",
  html: "<p>Ciao <b>Bo</b></p>",
  messageId: "<1@acme.example>",
  date: new Date("2026-11-23T10:00:00Z"),
};

const sent = async (change: Partial<OutgoingMail> = {}) => {
  const composed = await composeMail({ ...basis, ...change });
  return {
    ...composed,
    text: composed.raw.toString("latin1"),
    read: await parseMail(composed.raw),
  };
};

describe("a mail that goes out", () => {
  test("says the same in text and HTML and comes back as it was written", async () => {
    const { read, envelope, text } = await sent();
    expect(read).toMatchObject({
      subject: "Re: Perché?",
      text: "Ciao Bo",
      messageId: "<1@acme.example>",
      date: basis.date,
      from: basis.from,
      to: basis.to,
    });
    expect(read.html).toContain("<b>Bo</b>");
    expect(envelope).toEqual({ from: "support@acme.example", to: ["bo@x.example"] });
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("shows inline pictures by cid and brings files exactly as promised", async () => {
    const content = Buffer.from([0, 255, 10, 13, 10]);
    const name = "résumé – 履歴書 with a long long name that must be folded.pdf";
    const { read } = await sent({
      html: '<p><img src="cid:f1"></p>',
      attachments: [
        { name: "a.png", type: "image/png", cid: "f1", content },
        { name, type: "application/pdf", cid: "unused", content },
      ],
    });
    expect(
      read.attachments.map((file) => [file.name, file.inline, file.content.equals(content)]),
    ).toEqual([
      ["a.png", true, true],
      [name, false, true],
    ]);
  });

  test("is read alike by a parser that is not ours", async () => {
    const name = "résumé – 履歴書 with a long long name that must be folded.pdf";
    const { raw } = await sent({
      subject: "È già – 履歴書 ".repeat(8),
      attachments: [{ name, type: "application/pdf", content: Buffer.from("pdf") }],
    });
    const other = await simpleParser(raw);
    expect(other).toMatchObject({
      subject: "È già – 履歴書 ".repeat(8).trim(),
      text: "Ciao Bo",
      messageId: "<1@acme.example>",
    });
    expect(other.attachments.map((file) => [file.filename, file.content.toString()])).toEqual([
      [name, "pdf"],
    ]);
  });

  test("carries the conversation: In-Reply-To last in a chain of at most thirty", async () => {
    const references = Array.from({ length: 100 }, (_, i) => `<${i}@x>`);
    const { read } = await sent({ inReplyTo: "<99@x>", references });
    expect(read.inReplyTo).toEqual(["<99@x>"]);
    expect(read.references).toHaveLength(30);
    expect([read.references[0], read.references.at(-1)]).toEqual(["<0@x>", "<99@x>"]);
  });

  test("never names those in Bcc, but reaches them", async () => {
    const { text, envelope } = await sent({ bcc: [{ name: "", address: "boss@acme.example" }] });
    expect(text).not.toContain("boss@acme.example");
    expect(envelope.to).toEqual(["bo@x.example", "boss@acme.example"]);
  });

  test("has its history where our own quote splitter finds it", async () => {
    const { read } = await sent({
      quoted: { html: "<p>old</p>", text: "old", attribution: "On Monday, Bo wrote:" },
      signatureHtml: "<p>Ana</p>",
    });
    const split = splitQuote({ text: read.text, html: read.html });
    expect(split.visibleText).toBe("Ciao Bo");
    expect(split.visibleHtml).not.toMatch(/old|Ana/);
  });

  test("says so when no person wrote it", async () => {
    const { read } = await sent({ autoSubmitted: "auto-replied" });
    expect(read.headers.get("auto-submitted")).toEqual(["auto-replied"]);
  });

  test("is signed where the channel has a key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const { read } = await sent({ dkim: { domain: "acme.example", selector: "s1", privateKey } });
    expect(read.headers.get("dkim-signature")?.[0]).toContain("d=acme.example; ");
  });

  test("takes no header and no recipient from what strangers wrote", async () => {
    const evil = fc.constantFrom(
      "\r\nBcc: evil@x.example",
      "\nX-Evil: 1",
      "\r\n\r\nbody",
      '" <evil@x.example>, "',
      "a",
      "\0",
      ", evil@x.example",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(evil, { minLength: 1, maxLength: 5 }), async (bits) => {
        const { read, envelope } = await sent({
          subject: bits.join(""),
          to: [{ name: bits.join(""), address: "bo@x.example" }],
          headers: { "X-Ours": bits.join("") },
        });
        expect([read.headers.has("bcc"), read.headers.has("x-evil")]).toEqual([false, false]);
        expect(read.to.map(({ address }) => address)).toEqual(["bo@x.example"]);
        expect(envelope.to).toEqual(["bo@x.example"]);
        expect(read.text).toBe("Ciao Bo");
      }),
      { numRuns: 50 },
    );
  });

  test("is refused for what is no address and no header name", async () => {
    await expect(sent({ to: [{ name: "", address: "bo@x.example\r\nBcc: e@x" }] })).rejects.toThrow(
      "not an address",
    );
    await expect(sent({ headers: { "X:Y\r\n": "1" } })).rejects.toThrow("not a header name");
  });

  test("has an id of its own each time", () => {
    expect(makeMessageId("acme.example")).toMatch(/^<[0-9a-f-]{36}@acme\.example>$/);
    expect(makeMessageId("a")).not.toBe(makeMessageId("a"));
  });
});
