import { describe, expect, test } from "vitest";
import { parseMail } from "#mail/parse.ts";
import { type Resolver, toldVerdict, verifyMail } from "./verify.ts";

const raw = Buffer.from("From: jo@sender.example\r\nSubject: hi\r\n\r\nhello\r\n");
const arrival = {
  raw,
  shown: "jo@sender.example",
  via: "smtp",
  remoteAddress: "203.0.113.7",
  envelopeFrom: "jo@sender.example",
  helo: "mx",
};

function zone(records: Record<string, string[]>): Resolver {
  return async (domain, type) => {
    const found = records[`${type} ${domain}`];
    if (!found) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    return type === "TXT" ? found.map((text) => [text]) : found;
  };
}

const policy = "v=DMARC1; p=reject";

describe("who sent a mail", () => {
  test("is verified when it came from where its domain says", async () => {
    const dns = zone({
      "TXT sender.example": ["v=spf1 ip4:203.0.113.7 -all"],
      "TXT _dmarc.sender.example": [policy],
    });
    expect(await verifyMail(arrival, dns)).toBe("verified");
  });

  test("failed when its domain forbids it", async () => {
    const dns = zone({
      "TXT sender.example": ["v=spf1 -all"],
      "TXT _dmarc.sender.example": [policy],
    });
    expect(await verifyMail(arrival, dns)).toBe("failed");
  });

  test("is unverified where the domain says nothing, or nobody answers in time", async () => {
    expect(await verifyMail(arrival, zone({}))).toBe("unverified");
    const began = Date.now();
    expect(await verifyMail(arrival, () => new Promise(() => undefined))).toBe("unverified");
    expect(Date.now() - began).toBeLessThan(6000);
  });

  test("is not asked of our own house", async () => {
    for (const remoteAddress of ["127.0.0.1", "::ffff:10.0.0.8", "fd00::1", "192.168.1.4"])
      expect(await verifyMail({ ...arrival, remoteAddress }, zone({}))).toBeNull();
  });

  test.each([
    ["a second address in the same field", "From: <eve@evil.example> <vic@c.example>"],
    ["two addresses", "From: eve@evil.example, Vic <vic@c.example>"],
    ["two fields", "From: Vic <vic@c.example>\r\nFrom: eve@evil.example"],
    ["a mark before the first field", "\ufeffFrom: vic@c.example\r\nFrom: eve@evil.example"],
    ["two at signs", "From: vic@c.example@evil.example"],
    ["an encoded address", "From: =?utf-8?q?Vic_<vic=40c.example>?=, eve@evil.example"],
    ["a sender alone", "Sender: vic@c.example"],
    ["the house of its landlord", "From: ceo@house.example"],
  ])("is not verified by %s", async (_, head) => {
    const spf = ["v=spf1 ip4:203.0.113.7 -all"];
    for (const dmarc of [[policy], undefined]) {
      const dns = zone({
        ...{ "TXT evil.example": spf, "TXT evil.house.example": spf },
        ...(dmarc && { "TXT _dmarc.evil.example": dmarc }),
      });
      const mail = Buffer.from(`${head}\r\nSubject: hi\r\n\r\nhello\r\n`);
      const shown = (await parseMail(mail)).from?.address ?? "";
      const envelopeFrom = `eve@${head.includes("house") ? "evil.house.example" : "evil.example"}`;
      const verdict = await verifyMail({ ...arrival, raw: mail, shown, envelopeFrom }, dns);
      expect(shown === "eve@evil.example" ? null : verdict).not.toBe("verified");
    }
  });

  test("is believed of our mail server, not of what came with the mail", () => {
    const told = "Authentication-Results: mx.ours; dmarc=pass header.from=sender.example";
    const received = "Received: from a by b";
    const [from, shown] = ["From: jo@sender.example", "jo@sender.example"];
    const told2 = told.replace("sender.example", "evil.example");
    const mail = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n\r\nhello`);
    expect(toldVerdict(mail(told, received, from), shown)).toBe("verified");
    expect(toldVerdict(mail(received, told, from), shown)).toBeNull();
    expect(toldVerdict(mail(told2, received, from), shown)).toBe("unverified");
    expect(toldVerdict(mail(told, received, from, "From: a@sender.example"), shown)).toBe(
      "unverified",
    );
    expect(
      toldVerdict(
        mail("Authentication-Results: mx; spf=pass (dmarc=pass); dmarc=fail", received),
        shown,
      ),
    ).toBe("failed");
  });
});
