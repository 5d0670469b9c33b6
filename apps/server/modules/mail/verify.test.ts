import { describe, expect, test } from "vitest";
import { parseMail } from "#mail/parse.ts";
import { toldResults } from "./told.ts";
import type { Resolver } from "./resolver.ts";
import { verifyMail } from "./verify.ts";

const raw = Buffer.from("From: jo@sender.example\r\nSubject: hi\r\n\r\nhello\r\n");
const arrival = {
  raw,
  shown: "jo@sender.example",
  via: "smtp",
  remoteAddress: "203.0.113.7",
  envelopeFrom: "jo@sender.example",
  helo: "mx",
  trusted: [],
};

const verdictOf = async (...asked: Parameters<typeof verifyMail>) =>
  (await verifyMail(...asked))?.verdict ?? null;
const toldVerdict = (mail: Buffer, shown: string, trusted = ["mx.ours"]) =>
  toldResults(mail, shown, trusted)?.verdict ?? null;

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
    expect(await verdictOf(arrival, dns)).toBe("verified");
  });

  test("failed when its domain forbids it", async () => {
    const dns = zone({
      "TXT sender.example": ["v=spf1 -all"],
      "TXT _dmarc.sender.example": [policy],
    });
    expect(await verdictOf(arrival, dns)).toBe("failed");
  });

  test("is unverified where the domain says nothing", async () => {
    expect(await verdictOf(arrival, zone({}))).toBe("unverified");
  });

  const never = () => new Promise<never>(() => undefined);
  const slowly = (records: Record<string, string[]>, slow: RegExp): Resolver => {
    const quick = zone(records);
    return (domain, type) => (slow.test(domain) ? never() : quick(domain, type));
  };

  test("L7: is unchecked, and not unverified, where the sender's own domain does not answer in time", async () => {
    const records = { "TXT _dmarc.sender.example": [policy] };
    const asked = [never, slowly(records, /^sender\.example$/), slowly({}, /^_dmarc\./)];
    const verdicts = await Promise.all(asked.map((one) => verdictOf(arrival, one)));
    expect(verdicts).toEqual(["unchecked", "unchecked", "unchecked"]);
  });

  test("L7: failed all the same when the name servers of somebody else are slow", async () => {
    const records = { "TXT _dmarc.sender.example": [policy] };
    const signature =
      "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=_dmarc; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";
    const forged = {
      ...arrival,
      raw: Buffer.concat([Buffer.from(signature), raw]),
      envelopeFrom: "eve@evil.example",
    };
    expect(await verdictOf(forged, slowly(records, /evil\.example$/))).toBe("failed");
  });

  test("is not asked of our own house", async () => {
    for (const remoteAddress of ["127.0.0.1", "::ffff:10.0.0.8", "fd00::1", "192.168.1.4"])
      expect(await verdictOf({ ...arrival, remoteAddress }, zone({}))).toBeNull();
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
      const verdict = await verdictOf({ ...arrival, raw: mail, shown, envelopeFrom }, dns);
      expect(shown === "eve@evil.example" ? null : verdict).not.toBe("verified");
    }
  });

  test("L7: is believed of the servers that the channel names, whoever else writes a line", () => {
    const told = "Authentication-Results: mx.ours; dmarc=pass header.from=sender.example";
    const received = "Received: from a by b";
    const [from, shown] = ["From: jo@sender.example", "jo@sender.example"];
    const mail = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n\r\nhello`);
    const foreign = told.replace("mx.ours", "mx.evil");
    expect(toldVerdict(mail(told, received, from), shown)).toBe("verified");
    expect(toldVerdict(mail(received, told, from), shown)).toBe("verified");
    expect(toldVerdict(mail(told, received, from), shown, [])).toBeNull();
    expect(toldVerdict(mail(foreign, received, from), shown)).toBeNull();
    const failed = told.replace("pass", "fail");
    expect(toldVerdict(mail(foreign, failed, told, from), shown)).toBe("failed");
    const other = told.replace("sender.example", "evil.example");
    expect(toldVerdict(mail(other, received, from), shown)).toBe("unverified");
    expect(toldVerdict(mail(told, received, from, "From: a@sender.example"), shown)).toBe(
      "unverified",
    );
    const late = told.replace("pass", "temperror");
    expect(toldVerdict(mail(late, from), shown)).toBe("unchecked");
    const hidden = "Authentication-Results: mx.ours; spf=pass (dmarc=pass); dmarc=fail";
    expect(toldVerdict(mail(hidden, received), shown)).toBe("failed");
    const named = "Authentication-Results: evil; x=mx.ours; dmarc=pass header.from=sender.example";
    expect(toldVerdict(mail(named, from), shown)).toBeNull();
  });

  test("L7: is told with what each check said, and of which domain", () => {
    const line =
      "Authentication-Results: MX.ours 1;\r\n spf=softfail (x) smtp.mailfrom=jo@bulk.example;\r\n" +
      ' dkim=pass header.d="sender.example"; dmarc=pass header.from=sender.example; arc=none';
    const told = toldResults(
      Buffer.from(`${line}\r\nFrom: jo@sender.example\r\n\r\nhello`),
      "jo@sender.example",
      ["mx.ours"],
    );
    expect(told).toEqual({
      verdict: "verified",
      by: "mx.ours",
      spf: { result: "softfail", domain: "bulk.example" },
      dkim: { result: "pass", domain: "sender.example" },
      dmarc: { result: "pass", domain: "sender.example" },
      arc: { result: "none", domain: null },
    });
  });
});
