/** Whom a desk knows: the domains and names that a stranger may want to be taken for. Asked once a minute. */
import { domainOf } from "#mail/address.ts";
import { knownDomain, type KnownDomain, skeletonOf } from "#mail/lookalike.ts";
import { channelAddresses } from "#modules/channels";
import { domainsKnown } from "#modules/contacts";
import { activeAgents } from "#modules/people";
import type { Platform } from "#platform/call.ts";

export type Acquaintance = {
  /** The desk's own, then those of companies and contacts, the first known first. */
  domains: KnownDomain[];
  /** Lower-case addresses of those who work here, and of the channels. */
  addresses: Set<string>;
  /** As an eye reads them. */
  names: Map<string, string>;
};

const lasts = 60_000;
const known = new WeakMap<Platform, Map<string, { at: number; it: Acquaintance }>>();

export async function acquaintanceOf(platform: Platform, deskId: string): Promise<Acquaintance> {
  const desks = known.get(platform) ?? new Map<string, { at: number; it: Acquaintance }>();
  known.set(platform, desks);
  const now = platform.clock().getTime();
  const before = desks.get(deskId);
  if (before && Math.abs(now - before.at) < lasts) return before.it;
  const it = await ask(platform, deskId);
  if (desks.size > 1000) desks.clear();
  desks.set(deskId, { at: now, it });
  return it;
}

async function ask({ db }: Platform, deskId: string): Promise<Acquaintance> {
  const [channels, agents, domains] = await Promise.all([
    channelAddresses(db, deskId),
    activeAgents(db, deskId, null),
    domainsKnown(db, deskId),
  ]);
  const addresses = new Set([...channels, ...agents.map(({ email }) => email.toLowerCase())]);
  return {
    domains: [...new Set([...[...addresses].map(domainOf), ...domains])].map(knownDomain),
    addresses,
    // One word alone is everybody's name.
    names: new Map(
      agents.flatMap(({ name }) => (/\S\s+\S/.test(name.trim()) ? [[readAs(name), name]] : [])),
    ),
  };
}

export function readAs(name: string): string {
  return skeletonOf(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
