/** Was a mail sent by whom it says? SPF, DKIM and DMARC for what came over the network; never a reason to wait long. */
import type * as Mailauth from "mailauth";
import { BlockList, isIP } from "node:net";
import { domainOf, isAddress, sameAddress } from "#mail/address.ts";
import type { Verdict } from "#contract/trust.ts";
import type { Checked } from "./checked.ts";
import { dns, inTime, type Resolver } from "./resolver.ts";
import { toldResults } from "./told.ts";

const unchecked: Checked = {
  verdict: "unchecked",
  by: null,
  spf: null,
  dkim: null,
  dmarc: null,
  arc: null,
};

export type Arrival = {
  raw: Buffer;
  /** The sender as we show it: another reader may take another address out of a crooked header. */
  shown: string;
  via: string;
  remoteAddress: string | null;
  envelopeFrom: string | null;
  helo: string | null;
  /** Names of the mail servers in front of the channel that are believed. */
  trusted: readonly string[];
};

/** Null where nothing can be said: the mail did not come over the network, and no server of ours has checked it. */
export async function verifyMail(
  arrival: Arrival,
  resolver: Resolver = dns,
): Promise<Checked | null> {
  const { via, remoteAddress, raw, shown, trusted } = arrival;
  if (via !== "smtp" || !remoteAddress || !isPublic(remoteAddress))
    return via === "import" || via === "upload" ? null : toldResults(raw, shown, trusted);
  // Only who takes mail from the network pays for the library.
  const { authenticate } = await import("mailauth");
  const enough = new AbortController();
  try {
    const asked = inTime(resolver, domainOf(shown).toLowerCase(), enough.signal);
    return await check(authenticate, arrival, remoteAddress, asked);
  } catch {
    return unchecked;
  } finally {
    enough.abort();
  }
}

async function check(
  authenticate: typeof Mailauth.authenticate,
  arrival: Arrival,
  ip: string,
  resolver: Resolver,
): Promise<Checked> {
  const { raw, envelopeFrom, helo } = arrival;
  const found = await authenticate(raw, {
    ip,
    sender: envelopeFrom ?? "",
    helo: helo ?? "",
    resolver,
    disableBimi: true,
  });
  const { spf, dkim, dmarc, arc } = found;
  const signature =
    dkim.results.find(({ status }) => status.result === "pass") ?? dkim.results.at(0);
  const sealer = arc && arc.signature ? (arc.signature.signingDomain ?? null) : null;
  return {
    verdict: verdictOf(arrival, found),
    by: null,
    spf: spf ? { result: spf.status.result, domain: domainOf(envelopeFrom ?? "") || null } : null,
    dkim: signature
      ? { result: signature.status.result, domain: signature.signingDomain ?? null }
      : { result: "none", domain: null },
    dmarc: dmarc ? { result: dmarc.status.result, domain: dmarc.domain || null } : null,
    arc: arc && arc.status.result !== "none" ? { result: arc.status.result, domain: sealer } : null,
  };
}

type Found = Awaited<ReturnType<typeof Mailauth.authenticate>>;

function verdictOf(arrival: Arrival, found: Found): Verdict {
  const { shown, envelopeFrom, trusted } = arrival;
  const { spf, dkim, dmarc, arc } = found;
  const result = dmarc ? dmarc.status.result : "none";
  if (result === "fail" && arc && isVouchedFor(arc, trusted)) return "unverified";
  if (result === "temperror" || (result !== "pass" && isUnanswered(arrival, found)))
    return "unchecked";
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

/** No name server answered for a proof that counts. One of another house would have proved nothing. */
function isUnanswered({ shown, envelopeFrom }: Arrival, { spf, dkim, dmarc }: Found): boolean {
  const from = domainOf(shown);
  const house = (dmarc && dmarc.domain) || from;
  const isOfHouse = (domain = "") => isWithin(domain, house) || isWithin(from, domain);
  const sent = spf && spf.status.result === "temperror" && isOfHouse(domainOf(envelopeFrom ?? ""));
  return (
    sent ||
    dkim.results.some(
      ({ status, signingDomain }) => status.result === "temperror" && isOfHouse(signingDomain),
    )
  );
}

/** A forwarder that the channel trusts saw it pass, and sealed that. Anybody can seal; so a name alone says nothing. */
function isVouchedFor(arc: Mailauth.ARCResult, trusted: readonly string[]): boolean {
  const sealer = arc.signature ? (arc.signature.signingDomain ?? "").toLowerCase() : "";
  const passed: unknown = arc.authenticationResults?.["dmarc"]?.result;
  return (
    arc.status.result === "pass" &&
    String(passed).toLowerCase() === "pass" &&
    trusted.some((name) => sealer !== "" && isWithin(name, sealer))
  );
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
