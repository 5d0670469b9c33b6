/** Which addresses are out in the world. Everything else is somebody's own network, or leads into one. */
import { BlockList, isIP } from "node:net";
import type { Config } from "../config.ts";

/** IPv6 is allowed by one range: what is not in it is local, mapped, translated (NAT64) or not given out yet. */
const given = ranges([["2000::", 3]]);
const own = ranges([
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // link-local, with the clouds' metadata
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  // Azure's metadata, on a public address
  ["168.63.129.16", 32],
  // Teredo and its neighbours, documentation, 6to4
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

/** Where this installation may be led by an address that a stranger chose. */
export function reachOf({
  OUTBOUND_ALLOW_PRIVATE: everywhere,
}: Pick<Config, "OUTBOUND_ALLOW_PRIVATE">): (address: string) => boolean {
  return everywhere ? () => true : isPublic;
}

export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !own.check(address, "ipv4");
  return family === 6 && given.check(address, "ipv6") && !own.check(address, "ipv6");
}

/** Who counts as one: of IPv6 whoever has an address has 64 bits of them. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const [first, last] = [groupsOf(head), groupsOf(tail ?? "")];
  const between = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return [...first, ...between, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

function groupsOf(part: string): string[] {
  // An IPv4 address at the end stands for two groups, which are never among the first four.
  return part === "" ? [] : part.replace(/\d+(\.\d+){3}$/, "0:0").split(":");
}

/** Addresses of one cable and of a cloud's own figures. Loopback and private ranges stay: there Dovecot lives. */
const noMail = ranges([
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
]);

/** Where a mail server may be that somebody typed who may change channels: docs/decisions/0008-mailbox-hosts.md. */
export function mayHoldMail(address: string): boolean {
  return !noMail.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function ranges(list: [string, number][]): BlockList {
  const all = new BlockList();
  for (const [net, prefix] of list) all.addSubnet(net, prefix, isIP(net) === 6 ? "ipv6" : "ipv4");
  return all;
}
