import { describe, expect, test } from "vitest";
import { type Resolver, toldVerdict, verifyMail } from "./verify.ts";

const raw = Buffer.from("From: jo@sender.example\r\nSubject: hi\r\n\r\nhello\r\n");
const arrival = {
  raw,
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

  test("is believed of our mail server, not of what came with the mail", () => {
    const told = "Authentication-Results: mx.ours; dmarc=pass header.from=x";
    const received = "Received: from a by b";
    const mail = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n\r\nhello`);
    expect(toldVerdict(mail(told, received))).toBe("verified");
    expect(toldVerdict(mail(received, told))).toBeNull();
    expect(
      toldVerdict(mail("Authentication-Results: mx; spf=pass (dmarc=pass); dmarc=fail", received)),
    ).toBe("failed");
  });
});
