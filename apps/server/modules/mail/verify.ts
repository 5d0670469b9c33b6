/** Was a mail sent by whom it says? SPF, DKIM and DMARC for what came over the network; never a reason to wait long. */
import { resolve as resolveDns } from "node:dns/promises";
import type * as Mailauth from "mailauth";
import { BlockList, isIP } from "node:net";
import { domainOf, isAddress, sameAddress } from "#mail/address.ts";
import { setTimeout as wait } from "node:timers/promises";

export type Verdict = "verified" | "unverified" | "failed";

export type Arrival = {
  raw: Buffer;
  /** The sender as we show it: another reader may take another address out of a crooked header. */
  shown: string;
  via: string;
  remoteAddress: string | null;
  envelopeFrom: string | null;
  helo: string | null;
};

export type Resolver = (domain: string, type: string) => Promise<string[][] | string[]>;

/** Milliseconds. */
const timeLimit = 2000;

/** Null where nothing can be said: the mail did not come over the network, and no server of ours has checked it. */
export async function verifyMail(
  arrival: Arrival,
  resolver: Resolver = dns,
): Promise<Verdict | null> {
  const { via, remoteAddress, raw, shown } = arrival;
  if (via === "imap" || via === "lmtp") return toldVerdict(raw, shown);
  if (via !== "smtp" || !remoteAddress || !isPublic(remoteAddress)) return null;
  // Only who takes mail from the network pays for the library.
  const { authenticate } = await import("mailauth");
  const enough = new AbortController();
  try {
    const late = wait(timeLimit, "unverified" as const, { signal: enough.signal });
    late.catch(() => undefined);
    return await Promise.race([check(authenticate, arrival, remoteAddress, resolver), late]);
  } catch {
    return "unverified";
  } finally {
    enough.abort();
  }
}

async function check(
  authenticate: typeof Mailauth.authenticate,
  { raw, shown, envelopeFrom, helo }: Arrival,
  ip: string,
  resolver: Resolver,
): Promise<Verdict> {
  const { dmarc, spf, dkim } = await authenticate(raw, {
    ip,
    sender: envelopeFrom ?? "",
    helo: helo ?? "",
    resolver,
    disableArc: true,
    disableBimi: true,
  });
  const result = dmarc ? dmarc.status.result : "none";
  if (result === "fail") return "failed";
  // What was checked is one address, and it is the one that people will see.
  const [checked, ...more] = dkim.headerFrom;
  if (more.length > 0 || !isAddress(shown) || !sameAddress(checked ?? "", shown))
    return "unverified";
  if (result === "pass") return "verified";
  // A domain without a policy: what is signed by itself, or sent from where it says, is enough.
  const from = domainOf(shown);
  const signed = dkim.results.some(
    ({ status, signingDomain }) => status.result === "pass" && isWithin(from, signingDomain ?? ""),
  );
  const sent = spf && spf.status.result === "pass" && isWithin(from, domainOf(envelopeFrom ?? ""));
  return signed || sent ? "verified" : "unverified";
}

/**
 * What our own mail server wrote above everything it received: a result below its Received line came with the mail
 * and may be made up.
 */
export function toldVerdict(raw: Buffer, shown: string): Verdict | null {
  const head = raw.toString("latin1", 0, 32_768).split(/\r?\n\r?\n/, 1)[0] ?? "";
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const received = lines.findIndex((line) => /^received:/i.test(line));
  const own = received < 0 ? [] : lines.slice(0, received);
  const told = own.find((line) => /^authentication-results:/i.test(line));
  if (!told) return null;
  const said = told.replace(/\([^()]*\)/g, "");
  const result = /\bdmarc\s*=\s*([a-z]+)/i.exec(said)?.[1]?.toLowerCase();
  if (result === "fail") return "failed";
  const checked = /\bheader\.from\s*=\s*"?([^\s;"]+)/i.exec(said)?.[1] ?? "";
  const senders = lines.filter((line) => /^(?:\u00ef\u00bb\u00bf)?from[ \t]*:/i.test(line));
  const isShown = senders.length === 1 && isAddress(shown) && sameDomain(checked, shown);
  return result === "pass" && isShown ? "verified" : "unverified";
}

function sameDomain(checked: string, shown: string): boolean {
  return sameAddress(`x@${domainOf(checked)}`, `x@${domainOf(shown)}`);
}

/** A house may speak for the names below its own, not a tenant for the house. */
function isWithin(domain: string, other: string): boolean {
  const [a, b] = [domain.toLowerCase(), other.toLowerCase()];
  return a !== "" && b.includes(".") && (a === b || a.endsWith(`.${b}`));
}

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  inside.addSubnet(net, bits, "ipv4");
inside.addAddress("::1", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** A relay of our own house proves nothing about the sender. */
function isPublic(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  return family !== 0 && !inside.check(plain, family === 4 ? "ipv4" : "ipv6");
}

async function dns(domain: string, type: string): Promise<string[][] | string[]> {
  return (await resolveDns(domain, type)) as string[][] | string[];
}
